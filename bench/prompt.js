// @ts-check
/** In the words that the built-in model knows; repeated for as long as it takes. */
const story =
  `One day, Lily and Tom went to the park with their mom. They saw a big tree and a small dog. The dog
was sad because it had lost its red ball. "Do not be sad," said Lily. "We will help you find it." They looked under
the bench and behind the tree, but the ball was not there. Then Tom saw something red in the water. He took a long
stick and pulled it out. It was the ball! The dog was so happy that it jumped up and down and ran around them. Mom
smiled and said, "You are very kind." They played with the dog until the sun went down and went home to eat. `.replaceAll(
    '\n',
    ' ',
  )

/**
 * @param {(text: string) => readonly number[]} encode
 * @param {number} count
 * @returns {string} A beginning of a story that has exactly so many tokens.
 * @throws {RangeError} When there is none, because one more character always makes two tokens more.
 */
export function promptOfLength(encode, count) {
  let text = ''
  while (encode(text).length < count) text += story
  // The tokens only ever grow in number with the text, give or take one where a word is cut.
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (encode(text.slice(0, middle)).length < count) low = middle + 1
    else high = middle
  }
  for (let end = Math.max(0, low - 20); end <= low + 20; end++) {
    if (encode(text.slice(0, end)).length === count) return text.slice(0, end)
  }
  throw new RangeError(`No beginning of the story has ${count} tokens`)
}
