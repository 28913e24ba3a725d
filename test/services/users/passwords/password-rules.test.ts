import { describe, expect, it } from '@jest/globals';
import { requireGoodPassword } from '../../../../services/users/passwords/password-rules.ts';

const kim = { email: 'kimberley@example.com', name: 'Kimberley Oduya' };
const faultOf = (password: string): string => {
  try {
    requireGoodPassword(password, kim);
    return 'none';
  } catch (error) {
    return (error as { detail: string }).detail;
  }
};

describe('a password', () => {
  it.each([
    'seven herrings under the pier',
    'correct horse battery staple',
    'kT9-vR2_mQ',
    'пароль из четырёх слов',
    'Kimberley likes 40 sardines',
    '🐟🐠🐡🦈🐬🐳🐋🦑🐙🦀',
    'a'.repeat(3) + 'long one of everything'.repeat(5),
  ])('%j is good', (password) => {
    expect(faultOf(password)).toBe('none');
  });

  it.each([
    'password12',
    'Password123!',
    'P@ssw0rd2024',
    '1234567890',
    '0987654321',
    'qwertyuiop',
    'Qwerty12345',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'iloveyou2023',
    'letmein!!!!',
    'abcdefghij',
    'passwordpassword',
    'admin123456',
    '11111111111',
    'Sommer2024!!',
    'qwert12345',
    'asdfghjkl123',
    'zaq1zaq1zaq1',
    'monkey-monkey',
    'shoal12345',
  ])('%j is tried first', (password) => {
    expect(faultOf(password)).toContain('tried first');
  });

  it.each(['kimberley123', 'Kimberley Oduya', 'kimberley@example.com'])('%j is the owner', (password) => {
    expect(faultOf(password)).toContain('hardly more than your name or address');
  });

  it('is as long as people count', () => {
    expect(faultOf('kT9-vR2_m')).toContain('too short, make it 10 characters or longer');
    expect(faultOf('🐟🐠🐡🦈🐬🐳🐋🦑🐙')).toContain('too short');
    expect(faultOf('kT9-vR2_mQ'.repeat(13))).toContain('128 characters are enough');
  });
});
