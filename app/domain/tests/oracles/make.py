#!/usr/bin/env python3
"""Writes the tables beside it: examples with the verdict of an independent implementation, right and wrong ones.

pip install python-stdnum email-validator phonenumbers
"""

import importlib
import random
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
EACH = 24


def write(name, package, rows):
    text = f"# {package} {version(package)}\n" + "".join("\t".join(row) + "\n" for row in rows)
    (HERE / name).write_text(text, encoding="utf-8")


def digits(rng, n):
    return "".join(rng.choice("0123456789") for _ in range(n))


def letters(rng, n, of="ABCDEFGHJKLMNPQRSTUVWXYZ"):
    return "".join(rng.choice(of) for _ in range(n))


USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DATE = lambda rng: f"{rng.randrange(100):02}{rng.randrange(1, 13):02}{rng.randrange(1, 28):02}"
# What is asked, the country, the oracle, and numbers of its form.
NUMBERS = [
    ("tax", "CH", "ch.uid", lambda rng: "CHE" + digits(rng, 9)),
    ("tax", "NO", "no.orgnr", lambda rng: rng.choice("89") + digits(rng, 8)),
    ("tax", "JP", "jp.cn", lambda rng: rng.choice("123456789") + digits(rng, 12)),
    ("tax", "SG", "sg.uen", lambda rng: rng.choice([
        digits(rng, 8) + letters(rng, 1, "XMKECAWLJDB"),
        f"{rng.randrange(1970, 2025)}" + digits(rng, 5) + letters(rng, 1, "ZKCMDNERGWH"),
        "T" + f"{rng.randrange(0, 24):02}" + rng.choice(["LL", "FC", "SS", "CS"]) + digits(rng, 4) + letters(rng, 1),
    ])),
    ("tax", "NZ", "nz.ird", lambda rng: str(rng.randrange(10_000_001, 150_000_000))),
    ("tax", "ZA", "za.tin", lambda rng: rng.choice("01239") + digits(rng, 9)),
    ("tax", "MX", "mx.rfc", lambda rng: letters(rng, rng.choice([3, 4]), "BCDFGHJKLMNPQRSTVWXYZ") + DATE(rng) + letters(rng, 2, "123456789ABCDEFGHIJKLMNPQRSTUV") + letters(rng, 1, "0123456789A")),
    ("tax", "TR", "tr.vkn", lambda rng: digits(rng, 10)),
    ("tax", "TR", "tr.tckimlik", lambda rng: rng.choice("123456789") + digits(rng, 10)),
    ("tax", "CN", "cn.uscc", lambda rng: "91" + digits(rng, 6) + letters(rng, 10, USCC)),
    ("tax", "AT", "at.tin", lambda rng: rng.choice(["59", "03", "12", "22", "46"]) + digits(rng, 7)),
    ("tax", "BR", "br.cpf", lambda rng: digits(rng, 11)),
    ("tax", "IN", "in_.pan", lambda rng: letters(rng, 3) + rng.choice("CPHFATBLJGXYZ") + letters(rng, 1) + digits(rng, 4) + letters(rng, 1)),
    ("tax", "IT", "it.codicefiscale", lambda rng: letters(rng, 6) + f"{rng.randrange(100):02}" + rng.choice("ABCDEHLMPRST") + f"{rng.randrange(1, 28):02}" + letters(rng, 1) + digits(rng, 3) + letters(rng, 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    ("tax", "GB", "gb.vat", lambda rng: rng.choice([rng.choice(["GBGD", "GBHA"]) + digits(rng, 3), "GB" + str(rng.randrange(100, 1000)) + digits(rng, 6)])),
    ("register", "CH", "ch.uid", lambda rng: "CHE" + digits(rng, 9)),
    ("register", "NO", "no.orgnr", lambda rng: rng.choice("89") + digits(rng, 8)),
    ("register", "SE", "se.orgnr", lambda rng: rng.choice("1256789") + digits(rng, 9)),
    ("register", "FI", "fi.ytunnus", lambda rng: digits(rng, 8)),
    ("register", "PL", "pl.regon", lambda rng: digits(rng, rng.choice([9, 14]))),
    ("register", "FR", "fr.siren", lambda rng: digits(rng, 9)),
    ("register", "FR", "fr.siret", lambda rng: digits(rng, 14)),
    ("register", "BE", "be.vat", lambda rng: rng.choice(["", "BE"]) + "0" + digits(rng, 9)),
    ("register", "DK", "dk.cvr", lambda rng: rng.choice(["", "DK"]) + rng.choice("123456789") + digits(rng, 7)),
    ("register", "HR", "hr.oib", lambda rng: rng.choice(["", "HR"]) + digits(rng, 11)),
]


def numbers():
    for what, country, module, made in NUMBERS:
        rng = random.Random(f"{what} {country} {module}")
        judge = importlib.import_module(f"stdnum.{module}")
        judged = (lambda n: judge.is_valid(n, validate_check_digits=True)) if module == "mx.rfc" else judge.is_valid
        right, wrong = set(), set()
        while len(right) < EACH or len(wrong) < EACH:
            number = made(rng)
            into = right if judged(number) else wrong
            if len(into) < EACH:
                into.add(number)
        for verdict, found in [("right", right), ("wrong", wrong)]:
            for number in sorted(found):
                yield what, country, module, verdict, number


# The oracle counts characters where RFC 6531 counts octets, so none is between the two.
LOCALS = ["ada", "ada.lovelace", "o'hara", "a+b", "जॉन", "मुकेश", "தமிழ்", "ยูนิโค้ด", "jos\u0065\u0301", "josé", "用户", "Ünal", "σπύρος", "יוסי",
    "محمد", "a_b", "a-b", "x" * 64, "x" * 65, "ü" * 32, "क" * 21, "a..b", ".a", "a.", "a b", "a,b", "a@b", "\u0301a", "a\u200b", "(a)", "a;b", "\"a\"", "<a>",
    "नि", "க்", "\u093eक", "น้ำ", "é", "ç", "a\u0327", "ไม้", "ഫഹദ്", "হাসান", "ਗੁਰ", "ಕನ್ನಡ", "తెలుగు", "සිංහල", "ខ្មែរ", "မြန်မာ", "ລາວ"]


def emails():
    from email_validator import EmailNotValidError, validate_email
    for local in LOCALS:
        try:
            validate_email(f"{local}@example.com", check_deliverability=False, test_environment=True, strict=True)
            yield "right", f"{local}@example.com"
        except EmailNotValidError:
            yield "wrong", f"{local}@example.com"


PHONES = [("JP", "０３－１２３４－５６７８"), ("CN", "（010）1234 5678"), ("JP", "03ー1234ー5678"), ("JP", "０３‐１２３４‐５６７８"), ("JP", "03(1234)5678"), ("JP", "03（1234）5678"),
    ("US", "☎\ufe0f 415 555 0132"), ("US", "415\ufe0f 555 0132"), ("US", "(415) 555-0132"), ("US", "415.555.0132"), ("NU", "4002"), ("NU", "5123"), ("TK", "3190"), ("TK", "2101"), ("TA", "8999"), ("TA", "8123"),
    ("FK", "51234"), ("SH", "22158"), ("SH", "51234"), ("NF", "22609"), ("CN", "010－62345678"), ("KR", "０２－３４５６－７８９０"), ("TW", "（02）2345－6789"), ("HK", "２１２３ ４５６７"), ("JP", "０９０－１２３４－５６７８"), ("CN", "１３８ １２３４ ５６７８"),
    ("DE", "030 12345678"), ("GB", "020 7946 0958"), ("FR", "01 23 45 67 89"), ("IT", "06 1234 5678"), ("NO", "22 12 34 56"), ("IN", "022 2345 6789"), ("BR", "(11) 2345-6789"), ("AU", "(02) 9876 5432"), ("NZ", "09-345 6789"), ("ZA", "011 234 5678"),
    ("JP", "＋８１ ３ １２３４ ５６７８"), ("JP", "+81ー3ー1234ー5678"), ("CN", "＋８６（１０）６２３４ ５６７８"), ("AE", "٠٢ ٢٣٤ ٥٦٧٨"), ("IR", "۰۲۱ ۲۳۴۵ ۶۷۸۹")]


def phones():
    import phonenumbers
    for country, typed in PHONES:
        try:
            number = phonenumbers.parse(typed, country)
        except phonenumbers.NumberParseException:
            yield country, typed, "wrong"
        else:
            yield country, typed, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


if __name__ == "__main__":
    write("numbers.tsv", "python-stdnum", numbers())
    write("emails.tsv", "email-validator", emails())
    write("phones.tsv", "phonenumbers", phones())
