//! Rules of countries outside the European VAT system, of registers, and of people who trade under their own number.

use super::{digits, luhn, number_of, weighted};

/// A company's tax number of a country outside the European VAT system; `None` where no rule is known or the characters are wrong.
pub(super) fn keeps_tax_rule(text: &str, country: &str) -> Option<bool> {
    Some(match country {
        "CH" => {
            keeps_uid(text.trim_end_matches("MWST").trim_end_matches("TVA").trim_end_matches("IVA").trim_end_matches("TPV"))?
        }
        "NO" => keeps_norwegian_rule(text.strip_prefix("NO").unwrap_or(text).trim_end_matches("MVA"))?,
        // Corporate number, first digit checks the rest.
        "JP" => {
            let d = digits(text.strip_prefix('T').unwrap_or(text)).filter(|d| d.len() == 13)?;
            9 - d[1..].iter().rev().zip([1, 2].into_iter().cycle()).map(|(d, weight)| d * weight).sum::<u32>() % 9 == d[0]
        }
        "SG" => keeps_uen(text)?,
        "NZ" => {
            let d = digits(text.strip_prefix("NZ").unwrap_or(text)).filter(|d| matches!(d.len(), 8 | 9))?;
            let d = if d.len() == 8 { [vec![0], d].concat() } else { d };
            let check = |weights: &[u32]| (11 - weighted(&d[..8], weights) % 11) % 11;
            let check = if check(&[3, 2, 7, 6, 5, 4, 3, 2]) == 10 {
                check(&[7, 4, 3, 2, 5, 2, 7, 6])
            } else {
                check(&[3, 2, 7, 6, 5, 4, 3, 2])
            };
            (10_000_001..150_000_000).contains(&number_of(&d)) && check == d[8]
        }
        // Income tax; VAT begins with 4.
        "ZA" => digits(text).filter(|d| d.len() == 10).is_some_and(|d| matches!(d[0], 0..=4 | 9) && luhn(&d)),
        "MX" => keeps_rfc(text)?,
        "KR" => {
            let d = digits(text).filter(|d| d.len() == 10)?;
            let sum = weighted(&d[..9], &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + d[8] * 5 / 10;
            (10 - sum % 10) % 10 == d[9]
        }
        "TR" => keeps_turkish_rule(text)?,
        "CN" => keeps_uscc(text)?,
        _ => return None,
    })
}

/// Whether a country's register has numbers of its own, so that its tax numbers are none of them.
pub(super) fn has_register(country: &str) -> bool {
    matches!(country, "AU" | "CH" | "DE" | "FR" | "GB" | "NO" | "PL" | "SE")
}

/// The number of a register; `None` where no rule is known or the characters are wrong. Spaces and marks are gone, letters are capitals.
pub(super) fn keeps_register_rule(text: &str, country: &str) -> Option<bool> {
    Some(match country {
        "AU" if text.len() == 9 => {
            let d = digits(text)?;
            (10 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == d[8]
        }
        "CH" => keeps_uid(text)?,
        "FR" => keeps_french_register(text),
        "GB" => is_company_number(text),
        "NO" => keeps_norwegian_rule(text.strip_prefix("NO").unwrap_or(text).trim_end_matches("MVA"))?,
        "SE" => digits(text.strip_prefix("SE").unwrap_or(text))
            .is_some_and(|d| d.len() == 10 && luhn(&d) || d.len() == 12 && luhn(&d[2..])),
        // HRB 86891 B, with or without the court.
        "DE" => {
            let at = text.find(|c: char| c.is_ascii_digit())?;
            let (letters, number) = text.split_at(at);
            let number = number.trim_end_matches(|c: char| c.is_ascii_uppercase());
            let kind =
                ["HRA", "HRB", "GNR", "PR", "VR", "GSR"].iter().any(|kind| letters.ends_with(kind) || number.ends_with(kind));
            kind && number.len() <= 6 && digits(number).is_some()
        }
        "PL" => {
            let text = text.strip_prefix("KRS").or_else(|| text.strip_prefix("REGON")).unwrap_or(text);
            let d = digits(text)?;
            let check = |d: &[u32], weights: &[u32]| weighted(d, weights) % 11 % 10;
            match d.len() {
                9 => check(&d[..8], &[8, 9, 2, 3, 4, 5, 6, 7]) == d[8],
                14 => {
                    check(&d[..8], &[8, 9, 2, 3, 4, 5, 6, 7]) == d[8]
                        && check(&d[..13], &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) == d[13]
                }
                // The court's register has ten digits and no check, and so has the tax number that many give.
                10 => true,
                _ => false,
            }
        }
        _ => return None,
    })
}

/// The number of a person who is a company, where its country has another form for people.
pub(super) fn is_person(text: &str, country: &str) -> bool {
    match country {
        // The tax office's number, which sole traders give.
        "AT" => digits(text).is_some_and(|d| {
            let sum: u32 =
                d.iter().take(8).enumerate().map(|(at, d)| if at % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
            d.len() == 9 && (80 - sum) % 10 == d[8]
        }),
        "BR" => digits(text).is_some_and(|d| {
            let check = |over: u32, sum: u32| (over - sum % 11) % 11 % 10;
            d.len() == 11 && {
                let first = check(11, weighted(&d[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]));
                let second = check(11, weighted(&d[..9], &[11, 10, 9, 8, 7, 6, 5, 4, 3]) + 2 * first);
                (first, second) == (d[9], d[10])
            }
        }),
        // Five letters, four digits, a letter; the fourth says what it is.
        "IN" => {
            let (kind, letters) = (text.as_bytes().get(3), |part: &str| part.bytes().all(|b| b.is_ascii_uppercase()));
            text.is_ascii()
                && text.len() == 10
                && letters(&text[..5])
                && digits(&text[5..9]).is_some_and(|d| number_of(&d) > 0)
                && letters(&text[9..])
                && kind.is_some_and(|kind| b"ABCFGHLJPTK".contains(kind))
        }
        "IT" => keeps_codice_fiscale(text),
        _ => false,
    }
}

/// The Swiss number of enterprises: CHE and nine digits.
fn keeps_uid(text: &str) -> Option<bool> {
    let d = digits(text.strip_prefix("CHE").unwrap_or(text)).filter(|d| d.len() == 9)?;
    Some((11 - weighted(&d[..8], &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == d[8])
}

fn keeps_norwegian_rule(text: &str) -> Option<bool> {
    Some(digits(text)?.len() == 9 && weighted(&digits(text)?, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// SIREN or SIRET, alone or as people copy it from a letterhead: "303 265 045 RCS Paris".
fn keeps_french_register(text: &str) -> bool {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    let letters: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let d = digits(&number).unwrap_or_default();
    // Branches of the post office go by the plain sum.
    let post = number.starts_with("356000000") && d.iter().sum::<u32>().is_multiple_of(5);
    let keeps = match d.len() {
        9 => luhn(&d),
        14 => luhn(&d[..9]) && (luhn(&d) || post),
        _ => false,
    };
    keeps && (letters.is_empty() || letters.starts_with("RCS") || letters.starts_with("SIRE"))
}

/// Companies House: eight digits, or two letters of the register and six digits.
fn is_company_number(text: &str) -> bool {
    let letters = text.get(..2).is_some_and(|head| head.bytes().all(|b| b.is_ascii_uppercase()));
    text.is_ascii() && text.len() == 8 && digits(if letters { &text[2..] } else { text }).is_some()
}

/// The number of entities of Singapore: businesses have 9 characters, companies 10, all others begin with the century.
fn keeps_uen(text: &str) -> Option<bool> {
    const OTHERS: &str = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    let last = text.chars().last().filter(|_| text.is_ascii())?;
    let body = &text[..text.len() - 1];
    let is = |letters: &str, at: u32| letters.chars().nth(at as usize) == Some(last);
    Some(match (text.len(), digits(body)) {
        (9, Some(d)) => is("XMKECAWLJDB", weighted(&d, &[10, 4, 9, 3, 8, 2, 7, 1]) % 11),
        (10, Some(d)) => is("ZKCMDNERGWH", weighted(&d, &[10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11),
        (10, None) if text.starts_with(['R', 'S', 'T']) => {
            digits(&text[1..3])?;
            digits(&text[5..9])?;
            let values =
                body.chars().map(|c| OTHERS.find(c).and_then(|at| u32::try_from(at).ok())).collect::<Option<Vec<_>>>()?;
            let sum = weighted(&values, &[4, 3, 5, 3, 10, 2, 2, 5, 7]);
            is(OTHERS, (sum + 6) % 11)
        }
        _ => false,
    })
}

/// Mexico: three letters for companies, four for people, a day, and three characters of which the last checks the rest.
fn keeps_rfc(text: &str) -> Option<bool> {
    const VALUES: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
    let letters: Vec<char> = text.chars().collect();
    let name = letters.len().checked_sub(9).filter(|name| matches!(name, 3 | 4))?;
    let is_name = letters[..name].iter().all(|c| c.is_ascii_uppercase() || matches!(c, '&' | 'Ñ'));
    let day = digits(&letters[name..name + 6].iter().collect::<String>())?;
    let is_day = (1..=12).contains(&(day[2] * 10 + day[3])) && (1..=31).contains(&(day[4] * 10 + day[5]));
    let value = |c: &char| VALUES.chars().position(|known| known == *c).and_then(|at| u32::try_from(at).ok());
    let body = letters[..letters.len() - 1].iter().map(value).collect::<Option<Vec<_>>>()?;
    // Companies' numbers count as if a blank, which is worth 37, stood before them.
    let body = if name == 3 { [vec![37], body].concat() } else { body };
    let sum = weighted(&body, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let check = VALUES.chars().nth(((11 - sum % 11) % 11) as usize)?;
    Some(is_name && is_day && letters.last() == Some(&check))
}

/// Turkey: companies have ten digits, people eleven.
fn keeps_turkish_rule(text: &str) -> Option<bool> {
    let d = digits(text)?;
    Some(match d.len() {
        10 => {
            let sum: u32 = (0..9_u32)
                .zip(&d)
                .map(|(at, digit)| {
                    let value = (digit + 9 - at) % 10;
                    match value * 2_u32.pow(9 - at) % 9 {
                        0 if value != 0 => 9,
                        rest => rest,
                    }
                })
                .sum();
            (10 - sum % 10) % 10 == d[9]
        }
        11 => {
            let every_other = |from: usize| d[from..9].iter().step_by(2).sum::<u32>();
            d[0] != 0 && (every_other(0) * 7 + 100 - every_other(1)) % 10 == d[9] && d[..10].iter().sum::<u32>() % 10 == d[10]
        }
        _ => false,
    })
}

/// China: 18 characters of an alphabet without the letters that look like digits (GB 32100-2015).
fn keeps_uscc(text: &str) -> Option<bool> {
    const VALUES: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    if text.len() != 18 {
        return Some(false);
    }
    digits(text.get(..8)?)?;
    let values = text.chars().map(|c| VALUES.find(c).and_then(|at| u32::try_from(at).ok())).collect::<Option<Vec<_>>>()?;
    let sum = weighted(&values[..17], &[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]);
    Some((31 - sum % 31) % 31 == values[17])
}

/// Italy's number of people: names, day and place of birth, and a letter that checks the rest.
fn keeps_codice_fiscale(text: &str) -> bool {
    // What the characters at odd places count, by their order in the alphabet or as digits.
    const ODD: [u32; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    // Where two people would have the same number, letters stand for some of its digits.
    let digit = |c: char| c.is_ascii_digit() || "LMNPQRSTUV".contains(c);
    let form = text.chars().enumerate().all(|(at, c)| match at {
        6 | 7 | 9 | 10 | 12..=14 => digit(c),
        8 => "ABCDEHLMPRST".contains(c),
        _ => c.is_ascii_uppercase(),
    });
    if text.len() != 16 || !form {
        return false;
    }
    let value = |c: char| c.to_digit(10).unwrap_or_else(|| u32::from(c).saturating_sub(u32::from('A')));
    let sum: u32 = text
        .chars()
        .take(15)
        .enumerate()
        .map(|(at, c)| if at % 2 == 0 { ODD.get(value(c) as usize).copied().unwrap_or_default() } else { value(c) })
        .sum();
    text.chars().last().map(value) == Some(sum % 26)
}
