/** Whether a text that was pasted somewhere on the page can only be meant as a picture's address. */
export function looksLikePictureLink(text: string): boolean {
  return /^\s*(?:data:image\/|https?:\/\/\S+\s*$)/i.test(text)
}
