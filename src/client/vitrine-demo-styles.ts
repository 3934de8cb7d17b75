/** The page's own colours, as src/app/styles.css has them; a host page may set the few that are named here. */
const css = `
  :host {
    color-scheme: light dark;
    display: block;
    inline-size: 100%;
    min-block-size: var(--vitrine-demo-min-height, 20rem);
  }
  :host([hidden]) { display: none }
  :host([theme='light']) { color-scheme: light }
  :host([theme='dark']) { color-scheme: dark }
  iframe, .placeholder {
    box-sizing: border-box;
    display: block;
    inline-size: 100%;
    min-block-size: inherit;
    border: 1px solid light-dark(#e1e3de, #262c31);
    border-radius: var(--vitrine-demo-radius, 16px);
    background: light-dark(#f6f6f3, #0c0f11);
  }
  .placeholder {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 16px;
    padding: 24px;
    color: light-dark(#5b6267, #9ba4aa);
    font: 15px/1.55 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif;
    text-align: center;
    overflow-wrap: anywhere;
  }
  b { color: light-dark(#191c1e, #eceef0); font-weight: 600 }
  button {
    min-block-size: 44px;
    padding: 0 20px;
    border: 0;
    border-radius: 10px;
    background: light-dark(#0b6e75, #4cc3c7);
    color: light-dark(#ffffff, #052022);
    font: inherit;
    font-weight: 500;
    cursor: pointer;
  }
  button:hover { background: light-dark(#085a60, #6fd3d6) }
  button:focus-visible { outline: 2px solid light-dark(#0b6e75, #4cc3c7); outline-offset: 2px }
`

let sheet: CSSStyleSheet | undefined

/** By a sheet that is made, not written into the document: a host page's policy may refuse that. */
export function applyStyles(root: ShadowRoot): void {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  root.adoptedStyleSheets = [sheet]
}
