/** What was opened from this device is nowhere else, so nobody could follow a link to it. */
export function OnlyHere({ title }: { title: string }) {
  return (
    <>
      <p className="text-pretty">
        “<bdi className="wrap-anywhere">{title}</bdi>” was opened from this device. Nobody else has
        it, and it was not uploaded, so a link to it would lead nowhere.
      </p>
      <p className="text-pretty text-muted">
        To publish it, make a site with it inside and put that on any static host:
      </p>
      <pre className="overflow-x-auto rounded-lg border border-line bg-well px-3 py-2 font-mono text-note">
        npm run build -- &lt;folder&gt;
      </pre>
      <p className="text-note text-pretty text-muted">
        docs/hosting.md names hosts and their settings. Or put the folder on a public https address
        that lets other pages read it, such as Hugging Face, and open it here by its link.
      </p>
    </>
  )
}
