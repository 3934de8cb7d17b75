// Before the first paint, and a file of its own because the page's CSP allows no inline script: else a visitor who
// chose dark on a light device sees a white flash. The key is that of src/app/theme.ts.
try {
  const theme = localStorage.getItem('vitrine-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is closed to us, as in some embedded frames: the device's own theme it is.
}
