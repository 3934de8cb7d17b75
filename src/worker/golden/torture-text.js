/**
 * What tokenizers get wrong, passage by passage: written for this project, read by `make-tokenizers.js` and by
 * `tokenizer.golden.test.ts`. What nobody could see stands as an escape.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const tortureText = {
  nothing: '',
  'one space': ' ',
  'one letter': 'a',
  'plain English': `The kettle wasn't on. "Who's there?" she'd asked -- twice; nobody'll answer, they've gone, I'm sure of it! You're late (it's 7:05 a.m.), he'd said... Don't. CAN'T, WON'T, I'LL.`,
  'tidied up by some':
    "Is it so ? It is n't , said the hen . We 're off ! ' Ho ' , they do not say .",
  'Latin with accents':
    'Größenwahn, Übermut & Straßenkreuzung; l’été où naïve Zoë buvait un café crème à Besançon. Čaj už vystydl, řekla Růžena, İstanbul ılık, Ærø, Þórr, Łódź, ﬁne ﬂuﬀ, Ǆ ǅ ǆ, ŉ, ẞ, Việt Nam ở đâu?',
  'composed and decomposed':
    'é e\u0301 ö o\u0308 ñ n\u0303 Å A\u030A \u212B q\u0307\u0323 q\u0323\u0307 ế e\u0302\u0301 a\u0302\u0303 a\u0302\u0304>',
  Greek: 'Ποιος άνοιξε το παράθυρο; Ὁ ἥλιος ἔδυ. ΟΔΥΣΣΕΥΣ, ΟΣ Σ ΣΑΣ. ὀδυσσεύς, ᾳ ᾼ ΐ.',
  Cyrillic: 'Чайник ещё не вскипел, объявил мальчик — «Її ґанок», ћирилица, ѫже Ѿ.',
  Arabic: 'السَّلامُ عليكم، كيف حالُك؟ ٤٢ كتابًا، لا إله ﷲ ﻻ؛ می‌خواهم کتاب بخوانم.',
  Hebrew: 'בְּרֵאשִׁית הָיָה תּוֹהוּ, שלום עולם! ״צה״ל״ ו־ג׳ירפה.',
  Devanagari: 'क्षत्रिय ने कहा, “कि॑ताब ज़रूर पढ़ो।” श्री कृष्ण, हिन्दी में १२३।',
  'more of India': 'வணக்கம் உலகமே. ఆంధ్రప్రదేశ్ বাংলাদেশ ਪੰਜਾਬੀ ગુજરાતી മലയാളം ಕನ್ನಡ.',
  'Thai, Lao, Khmer, Burmese': 'แมวสองตัวของน้องนอนอยู่ใต้เก้าอี้ไม้ น้ำร้อนแล้ว ສະບາຍດີ ភាសាខ្មែរ မြန်မာစာ',
  'Tibetan, Georgian, Armenian, Amharic, Cherokee':
    'བོད་སྐད། ქართული ენა Ⴀ ᲀ Հայերէն եւ ሰላም ለዓለም ᏣᎳᎩ ꭰ',
  Chinese: '她说：“明天上午9點，在東京見面吧！”然後——走了。㐀㐁，𠀀𠮷𫝀，豈更車。',
  Japanese: 'ゞ私の傘は駅のベンチに忘れました。ｶﾞﾗｽ、㍿、ヴェネツィア、東京都〜大阪市。ﾊﾟﾋﾟﾌﾟ！',
  Korean: '우리 집 고양이는 창가에서 졸고 있었다. ㅋㅋㅋ ᄒ\u1161\u11AB\u1100\u1173\u11AF 갂갃',
  emoji:
    '😀👍🏽🇩🇪🇯🇵🇺 👩‍👩‍👧‍👦 👩🏿‍🚀🏳️‍🌈 ❤️ ☃ ☃️ 1️⃣ #️⃣ 🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} 🫨🪿 hi🙂there',
  mathematics:
    '∀x∈ℝ: ∃ε>0, ∑ᵢ₌₁ⁿ xᵢ² ≤ ½·∫₀^∞ e^{−t²}dt ⇒ 𝒜⊂𝔹 ∧ 𝟙≠𝟏, ⅷ² ①②⒈ №5 ℃ Å ㎏ ™ ½⅓ 10⁻³ ×÷±',
  numbers:
    '0 007 3.14159 1,000,000 1e-9 0xDEADBEEF 12345678901234567890 ٣٤ १२ Ⅳ ² ¾ 1st 2nd 99% $5 €6 £7 ¥8 ₿9 +49 (0)30 1/2/2026 23:59:59.999',
  Python: `def fib(n: int) -> int:\n    """The n-th."""\n    if n<2:\n\treturn n\n    return fib(n-1)+fib(n - 2)  # slow\n\n\nprint(f"{fib(10)!r:>8}", end='\\n')\n`,
  JavaScript: `const f = async ({ a, b = [] }, ...c) => {\n\tawait g\`\${a}\` ?? !!b?.[0] // x\n\treturn /^(a+)+$/u.test(c) && a !== b || a === 'don\\'t'\n}\n`,
  'C and shell': `#include <stdio.h>\nint main(void){\r\n\tfor(int i=0;i<3;++i)\tprintf("%d\\t\\"%s\\"\\n", i, "ok"); /* ... */\r\n\treturn 0;}\n$ ls -la ~/.* | grep -v '^d' > /dev/null 2>&1 && echo $?\n`,
  'HTML and JSON': `<!-- c --><p class="x">a &amp; b<br/>\n</p>\n{"k": [1, -2.5e3, null, true, {"": "\\u00e9"}]}\n\n| a | b |\n|---|--:|\n`,
  'runs of spaces':
    'a b  c   d    e     f        g                h                                  i ',
  'leading and trailing blanks': '   both ends   ',
  'spaces alone': '       ',
  'tabs and newlines': '\n\n\ta\n\n\n\nb\t\tc \n d  \n\n  e\t \t\nf\n',
  'other line ends': 'one\r\ntwo\rthree\n\rfour\r\n\r\nfive\u2028six\u2029seven\fEight\vnine',
  'other spaces':
    'a\u00A0b\u2003c\u2009d\u202Fe\u3000f\u1680g\u205Fh  \u00A0 i\u00A0\u00A0 \u2000j',
  'the next-line character':
    'one\u0085two \u0085 three\u0085\u0085 \u0085four \u00A0\u0085]\u0085five\n\u0085',
  'zero width':
    'zero\u200Bwidth no\u200Cjoin jo\u200Din word\u2060join soft\u00ADhyphen \u200E\u200Fmark \u202Ertl\u202C \u2066iso\u2069 \u180E',
  'byte order marks':
    '\uFEFFat the start, \uFEFF amid,\uFEFF\uFEFF twice \uFEFF: \n\n\uFEFF \u00A0\uFEFF',
  'control characters':
    'nul\u0000l bel\u0007 esc\u001B[31mred\u001B[0m del\u007F c1\u0080\u0099\u009F us\u001F \u0001\u0002',
  'lone surrogates': 'a\uFFFDb \uFFFD\uFFFD c\uFFFD',
  'not characters, private use':
    '\uFFFE\uFFFF \u{1FFFF} \uE000 \uF8FF \u{F0000} \u{10FFFD} \uFFF9a\uFFFAb\uFFFB \u0378 \u{50000}',
  'piled up marks':
    'Z\u0336\u0322a\u0361\u0300\u0301\u0302\u0303\u0304l\u0337g\u0338o \u0301alone \u20DD1\u20E3',
  'other planes': '𐍈𐌰 𓀀𓁐 𝕳𝖊𝖑𝖑𝖔 𐐷 𞤀𞤣 𒀀 🀄 🂡 𛀀 𠜎𪚥',
  'look like the vocabulary':
    '▁under▁lined ▁ Ġthere Ċ ##ing @@ </w> Ä <0x0A> <0xE2> ﹘ ~ ～ ∼ 〜 ￣',
  'special tokens written out':
    '<s>Hello</s> <unk>world<pad> <|endoftext|>\n<|user|>\nHi <|end|>  \n<|assistant|>  [CLS] a [MASK]b[SEP][PAD][UNK] <extra_id_0> x<extra_id_1>y <mask> <S> < s > <|END|> <|endoftext|><|endoftext|>',
  'a long word':
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
  'a word of a hundred and one letters': `${'abcde'.repeat(20)}f ${'abcde'.repeat(20)}`,
  'the same again': `${'aaaaaaaaaaaaaaaa'.repeat(8)} ${'ha'.repeat(40)}${'!?'.repeat(20)} ----------------======== ........`,
  links:
    'https://example.org:8080/a%20b/c_d.html?q=1&r=%C3%A9#frag mailto:jo.doe+tag@mail.example.co.uk C:\\Users\\jo\\file.tar.gz /usr/local/bin/../lib 192.168.0.1 [::1]:443',
  'names in code':
    'camelCaseName snake_case_name SCREAMING_SNAKE kebab-case-name $var @decorator #include x86_64 utf8mb4 v1.2.3-rc.4+5 __init__ a.b.c->d::e',
  quotes:
    '“double” ‘single’ „low“ «guillemets» ‹one› ‚x‘ `tick` ´acute´ ′prime″ 「鉤」 『二』 ¿qué? ¡ya! … — – ‐ ‑ −',
}
