/** What most guessed passwords are built on, in small letters and without digits. */
const words = `
  abcabc abcdef abcdefg abcdefgh abcdefghi abcdefghij admin administrator alexander amanda andrea andrew angel animal
  anthony apple arsenal asdf asdfasdf asdfgh asdfghjk asdfghjkl ashley austin azerty bailey banana barcelona baseball
  basketball batman bayern berlin biteme blink buster butterfly changeme changeit charlie cheese chelsea chocolate
  chris cinderella computer cookie corvette cowboys crystal daniel default demo diamond dolphin donald dragon eagles
  elephant eminem everton facebook family ferrari flower football forever freedom friends fuckyou fussball galaxy
  george ginger godisgood google guest guitar hallo hannah hallowelt harley heather hello helloworld hockey hunter
  iloveyou iloveu internet jasmine jennifer jessica jesus jordan joshua justin killer kitten knight lakers letmein
  linkedin liverpool login london lovely loveme lovelove madison maggie manchester marina martin master matrix matthew
  maverick melissa mercedes michael michelle minecraft monkey mother mustang naruto nicole ninja nothing nopassword
  oliver orange pass passpass passphrase passw passwd passwort password passwordpassword patrick peanut pepper phoenix
  pokemon princess purple qazwsx qazwsxedc qwer qweqwe qweasd qweasdzxc qwert qwertz qwertzuiop qwerty qwertyui
  qwertyuiop rainbow ranger realmadrid robert root samantha sandra schalke scooter secret secure service shadow
  shoal shop silver simple snoopy soccer sommer spider spiderman spongebob starwars steelers strawberry summer
  sunflower sunshine superman superstar swordfish taylor test testtest testing thomas thunder tigger tinkerbell
  trustno trustnoone unicorn user valentina vanilla victoria welcome whatever william winner winter wizard yankees
  yellow zxcvbn zxcvbnm
`;

const common: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
const rows = [
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
];
const digits = '01234567890123456789';
const sequences: readonly string[] = [...rows, ...rows.map(backwards), digits, backwards(digits)];
const lookAlikes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** Whether it is among the first that somebody who guesses would try. */
export function isCommonPassword(password: string): boolean {
  const small = password.normalize('NFKC').toLowerCase();
  if (new Set(small).size < 5) return true;
  const texts = [small, withoutEnds(small)].flatMap((text) => [text, spelledOut(text)]);
  return texts.some((text) => isCommonWord(lettersOf(text))) || isSequence(small);
}

/** `p4ssw0rd` reads as `password`. */
function spelledOut(text: string): string {
  return text.replaceAll(/[@4310!$57]/g, (sign) => lookAlikes[sign] ?? sign);
}

/** Also said twice or three times. */
function isCommonWord(text: string): boolean {
  if (common.has(text)) return true;
  return [2, 3].some((times) => {
    const part = text.slice(0, text.length / times);
    return part.repeat(times) === text && common.has(part);
  });
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}

/** Without what people put before and behind a word when a form wants digits and signs. */
function withoutEnds(text: string): string {
  return text.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
}

/** Made of neighbours on the keyboard or in the alphabet, three at a time or more. */
function isSequence(text: string): boolean {
  let rest = text;
  while (rest.length > 2) {
    const length = runLength(rest);
    if (length < 3) return false;
    rest = rest.slice(length);
  }
  return true;
}

function runLength(text: string): number {
  let length = 2;
  while (length < text.length && sequences.some((row) => row.includes(text.slice(0, length + 1))))
    length += 1;
  return length;
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}
