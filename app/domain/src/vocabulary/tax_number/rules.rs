//! Forms and check digits, as the registers publish them.

mod world;

/// Whether it is a company's number. Of people's numbers, the country's letters are no part.
pub(super) fn keeps_company_rule(number: &str, country: &str) -> bool {
    let number = super::bare(number, country);
    // Noughts keep to most rules, and are nobody's number.
    let is_some = number.chars().any(|c| c.is_alphanumeric() && c != '0');
    is_some && keeps_tax_rule(number, country).unwrap_or(false)
}

pub(super) fn breaks_tax_rule(number: &str, country: &str) -> bool {
    !(keeps_company_rule(number, country) || world::is_person(number, country))
}

pub(super) fn breaks_registration_rule(number: &str, country: &str) -> bool {
    let keeps = world::keeps_register_rule(number, country)
        .or_else(|| keeps_tax_rule(super::bare(number, country), country).filter(|_| !world::has_register(country)));
    !keeps.unwrap_or(false)
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// The sum of the digits times their weights, as far as there are weights.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// ISO/IEC 7812-1, annex B.
fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    sum.is_multiple_of(10)
}

/// ISO 7064, MOD 11,10.
fn mod_11_10(digits: &[u32]) -> bool {
    let Some((last, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *last
}

fn number_of(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit))
}

/// `None` where the text is not even made of the right characters.
fn keeps_tax_rule(text: &str, country: &str) -> Option<bool> {
    let all = || digits(text);
    Some(match country {
        "AU" => {
            let mut d = all().filter(|d| d.len() == 11)?;
            d[0] = d[0].checked_sub(1)?;
            weighted(&d, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]).is_multiple_of(89)
        }
        "BR" => keeps_cnpj(text),
        "CA" => {
            // The program account, such as RT0001, may follow.
            let program =
                |rest: &str| rest.is_empty() || (rest.len() == 6 && rest.starts_with('R') && digits(&rest[2..]).is_some());
            text.is_ascii() && text.len() >= 9 && digits(&text[..9]).is_some_and(|d| luhn(&d)) && program(&text[9..])
        }
        "IN" => keeps_gstin(text)?,
        // The first two digits name the campus of the IRS that gives it out; these name none.
        "US" => all().is_some_and(|d| {
            let no_campus = [0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97];
            d.len() == 9 && !no_campus.contains(&(d[0] * 10 + d[1]))
        }),
        _ => world::keeps_tax_rule(text, country).or_else(|| keeps_vat_rule(text, country))?,
    })
}

fn keeps_vat_rule(text: &str, country: &str) -> Option<bool> {
    let all = || digits(text);
    Some(match country {
        "AT" => {
            let d = digits(text.strip_prefix('U')?).filter(|d| d.len() == 8)?;
            let sum: u32 =
                d.iter().take(7).enumerate().map(|(at, x)| if at % 2 == 1 { x * 2 / 10 + x * 2 % 10 } else { *x }).sum();
            (96 - sum) % 10 == d[7]
        }
        // Numbers of nine digits are older; a nought stands before them now.
        "BE" => {
            let d = all().filter(|d| matches!(d.len(), 9 | 10))?;
            let d = if d.len() == 9 { [vec![0], d].concat() } else { d };
            d[0] < 2 && 97 - number_of(&d[..8]) % 97 == number_of(&d[8..])
        }
        "BG" => {
            let d = all()?;
            let check = |first: u32| weighted(&d, &(first..first + 8).collect::<Vec<_>>()) % 11;
            d.len() == 10 || (d.len() == 9 && if check(1) == 10 { check(3) % 10 } else { check(1) } == d[8])
        }
        "CY" => keeps_cypriot_rule(text)?,
        "CZ" => {
            let d = all()?;
            let check = (11 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
            // People have nine or ten digits.
            matches!(d.len(), 9 | 10) || (d.len() == 8 && check == d[7])
        }
        // The tax office's number has 10 or 11 digits, 13 in the form of the whole country; its rule differs from state to state.
        "DE" => all().is_some_and(|d| matches!(d.len(), 10 | 11 | 13) || (d.len() == 9 && mod_11_10(&d))),
        "DK" => all().is_some_and(|d| d.len() == 8 && weighted(&d, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)),
        "EE" => all().is_some_and(|d| d.len() == 9 && weighted(&d, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)),
        "ES" => keeps_spanish_rule(text)?,
        "FI" => all().is_some_and(|d| d.len() == 8 && weighted(&d, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11)),
        "FR" => {
            let (key, siren) = text.split_at_checked(2)?;
            let siren = digits(siren).filter(|d| d.len() == 9)?;
            let key_fits = key
                .parse::<u64>()
                .map_or(key.chars().all(|c| c.is_ascii_alphanumeric()), |key| key == (12 + 3 * (number_of(&siren) % 97)) % 97);
            luhn(&siren) && key_fits
        }
        // Government departments and health authorities.
        "GB" if text.len() == 5 => {
            let (kind, number) = text.split_at_checked(2)?;
            let number = number_of(&digits(number)?);
            (kind == "GD" && number < 500) || (kind == "HA" && number >= 500)
        }
        "GB" => {
            let d = all().filter(|d| matches!(d.len(), 9 | 12))?;
            let sum = weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) + d[7] * 10 + d[8];
            sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97)
        }
        "GR" => {
            let d = all().filter(|d| d.len() == 9)?;
            weighted(&d, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == d[8]
        }
        "HR" => all().is_some_and(|d| d.len() == 11 && mod_11_10(&d)),
        // At home it has three digits more: how VAT is paid, and where.
        "HU" => all().is_some_and(|d| matches!(d.len(), 8 | 11) && weighted(&d, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10)),
        "IE" => keeps_irish_rule(text)?,
        "IT" => all().is_some_and(|d| d.len() == 11 && luhn(&d)),
        "LT" => {
            let d = all().filter(|d| matches!(d.len(), 9 | 12))?;
            let body = d.len() - 1;
            let check = |first: u32| {
                let weights: Vec<_> = (0..).map(|at| (first - 1 + at) % 9 + 1).take(body).collect();
                weighted(&d, &weights) % 11
            };
            let check = if check(1) == 10 { check(3) % 10 } else { check(1) };
            check == d[body]
        }
        "LU" => all().filter(|d| d.len() == 8).map(|d| number_of(&d[..6]) % 89 == number_of(&d[6..]))?,
        "LV" => {
            let d = all().filter(|d| d.len() == 11)?;
            // People have their personal code, which begins with the day of birth.
            d[0] < 4 || weighted(&d, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3
        }
        "MT" => all().is_some_and(|d| d.len() == 8 && weighted(&d, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37)),
        "NL" => keeps_dutch_rule(text)?,
        "PL" => all().is_some_and(|d| d.len() == 10 && weighted(&d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == d[9]),
        "PT" => {
            let d = all().filter(|d| d.len() == 9)?;
            let check = 11 - weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
            (if check > 9 { 0 } else { check }) == d[8]
        }
        "RO" => {
            let d = all().filter(|d| (2..=10).contains(&d.len()))?;
            let (last, body) = d.split_last()?;
            let weights = &[7, 5, 3, 2, 1, 7, 5, 3, 2][9 - body.len()..];
            weighted(body, weights) * 10 % 11 % 10 == *last
        }
        // At home it is the organisation's number alone.
        "SE" => all().is_some_and(|d| matches!(d.len(), 10 | 12) && luhn(&d[..10])),
        "SI" => {
            let d = all().filter(|d| d.len() == 8)?;
            let check = 11 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) % 11;
            check != 11 && check % 10 == d[7]
        }
        "SK" => all().is_some_and(|d| d.len() == 10 && number_of(&d).is_multiple_of(11)),
        _ => return None,
    })
}

/// Two check digits over characters, which since July 2026 may be letters: each counts as its ASCII code less 48.
fn keeps_cnpj(text: &str) -> bool {
    let values: Vec<u32> = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| u32::from(b) - 48).collect();
    let check = |length: usize| {
        let sum: u32 = values[..length].iter().rev().zip((2..=9).cycle()).map(|(value, weight)| value * weight).sum();
        match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        }
    };
    text.len() == 14 && values.len() == 14 && values[12] < 10 && check(12) == values[12] && check(13) == values[13]
}

fn keeps_cypriot_rule(text: &str) -> Option<bool> {
    // What the digits at odd places count.
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let letter = text.chars().last().filter(char::is_ascii_uppercase)?;
    let d = digits(text.strip_suffix(letter)?).filter(|d| d.len() == 8)?;
    let sum: u32 = d.iter().enumerate().map(|(at, x)| if at % 2 == 0 { ODD[*x as usize] } else { *x }).sum();
    Some(u32::from(letter) - u32::from('A') == sum % 26)
}

/// People's numbers end in a letter that is their remainder by 23; organisations' in one digit, or in the letter that stands for it.
fn keeps_spanish_rule(text: &str) -> Option<bool> {
    const PEOPLE: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    if !text.is_ascii() || text.len() != 9 {
        return Some(false);
    }
    let (first, last) = (text.as_bytes()[0], text.as_bytes()[8]);
    let middle = digits(&text[1..8])?;
    let of_person = |leading: u64| PEOPLE.get(usize::try_from((leading * 10_000_000 + number_of(&middle)) % 23).ok()?).copied();
    Some(match first {
        b'0'..=b'9' => of_person(u64::from(first - b'0')) == Some(last),
        // Foreigners, and people without a number of their own.
        b'X' | b'K' | b'L' | b'M' => of_person(0) == Some(last),
        b'Y' => of_person(1) == Some(last),
        b'Z' => of_person(2) == Some(last),
        b'A'..=b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => {
            let sum: u32 =
                middle.iter().enumerate().map(|(at, d)| if at % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
            let check = (10 - sum % 10) % 10;
            last.wrapping_sub(b'0') == u8::try_from(check).ok()?
                || Some(&last) == b"JABCDEFGHI".get(usize::try_from(check).ok()?)
        }
        _ => false,
    })
}

fn keeps_irish_rule(text: &str) -> Option<bool> {
    if !text.is_ascii() || !matches!(text.len(), 8 | 9) {
        return Some(false);
    }
    // Numbers from before 2013 may have a letter at their second place; their first digit then counts last.
    let body = match text.as_bytes()[1] {
        b'A'..=b'Z' | b'+' | b'*' => format!("0{}{}", &text[2..7], &text[..1]),
        _ => text[..7].to_owned(),
    };
    let letter = |at: usize| text.as_bytes().get(at).filter(|b| b.is_ascii_uppercase()).map(|b| u32::from(b - b'A') + 1);
    let extra = if text.len() == 9 { letter(8)? % 23 } else { 0 };
    let sum = weighted(&digits(&body)?, &[8, 7, 6, 5, 4, 3, 2]) + extra * 9;
    // W stands for nought, and none of the letters after it for anything.
    let check = letter(7).filter(|letter| *letter <= 23)?;
    Some(sum % 23 == check % 23)
}

fn keeps_gstin(text: &str) -> Option<bool> {
    let values: Vec<u32> = text.chars().map(|c| c.to_digit(36)).collect::<Option<_>>()?;
    if values.len() != 15 || text.as_bytes()[13] != b'Z' || digits(&text[..2]).is_none() {
        return Some(false);
    }
    let (last, body) = values.split_last()?;
    let sum: u32 =
        body.iter().zip([1, 2].into_iter().cycle()).map(|(value, factor)| value * factor / 36 + value * factor % 36).sum();
    Some((36 - sum % 36) % 36 == *last)
}

/// Companies' numbers keep the test of eleven; sole traders' numbers, since 2020, the remainder 1 by 97 of the whole with the country.
fn keeps_dutch_rule(text: &str) -> Option<bool> {
    let (number, rest) = text.split_at_checked(9)?;
    let branch = rest.strip_prefix('B').filter(|branch| branch.len() == 2)?;
    let d = digits(number)?;
    digits(branch)?;
    let elevens = weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == d[8];
    let by_97 = format!("NL{text}")
        .chars()
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 });
    Some(elevens || by_97 == 1)
}
