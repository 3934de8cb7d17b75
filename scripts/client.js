// No static import and no modern syntax in this file: a Node too old for the rest must still be able
// to read it, so as to say what is wrong. The versions are those that Vite asks for.
const major = Number(process.versions.node.split('.')[0])
const minor = Number(process.versions.node.split('.')[1])
if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) {
  void import('./commands/client.js').then((command) => command.run(process.argv.slice(2)))
} else {
  console.error(
    'Vitrine needs Node 20.19, 22.12 or newer. This is Node ' +
      process.versions.node +
      '. Get a newer one from https://nodejs.org and run the same command again.',
  )
  process.exitCode = 1
}
