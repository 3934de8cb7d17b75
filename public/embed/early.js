// Before the first paint, and a file of its own because the page's CSP allows no inline script: the theme that the page
// around this frame asks for. And what that page says before the scripts are there to hear it: src/app/embed-app.tsx
// takes it from here, and judges it.
{
  const theme = new URLSearchParams(location.search).get('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme

  const heard = []
  const keep = (event) => {
    if (event.source === parent && heard.length < 16) heard.push(event)
  }
  addEventListener('message', keep)
  window.vitrineHeard = () => {
    removeEventListener('message', keep)
    return heard.splice(0)
  }
}
