//! The words of conflicts, and problems with answers: English, then German.

macro_rules! problems {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // A conflict
    ConflictTitle = "Two versions of the same answers" | "Zwei Fassungen derselben Antworten";
    ConflictIntro = "While this page was open, the draft was changed in another tab or on another device. Nothing was overwritten. Choose which answers to keep."
        | "Während diese Seite offen war, wurde der Entwurf in einem anderen Tab oder auf einem anderen Gerät geändert. Nichts wurde überschrieben. Wählen Sie, welche Antworten bleiben.";
    ConflictMine = "Typed here" | "Hier eingegeben";
    ConflictSaved = "Saved meanwhile" | "Inzwischen gespeichert";
    ConflictKeep = "Keep the chosen answers" | "Die gewählten Antworten behalten";
    ConflictNothing = "Nothing" | "Nichts";

    // Problems with answers
    ProblemMissing = "Enter the {field}" | "Füllen Sie das Feld „{label}“ aus";
    ProblemChoose = "Choose an answer: {label}" | "Wählen Sie eine Antwort: {label}";
    ProblemTooLong = "{label} must be {number} {number|character|characters} or fewer" | "{label}: höchstens {number} Zeichen";
    ProblemTooShort = "{label} must be {number} {number|character|characters} or more" | "{label}: mindestens {number} Zeichen";
    ProblemMalformed = "Write the {field} in the correct format, like {example}"
        | "Schreiben Sie „{label}“ in der richtigen Form, etwa {example}";
    ProblemAtLeast = "Enter {number} or more: {label}" | "Geben Sie mindestens {number} ein: {label}";
    ProblemAtMost = "Enter {number} or less: {label}" | "Geben Sie höchstens {number} ein: {label}";
    ProblemBeforeYear = "{label} must be a day of the year {year} or later" | "{label}: ein Tag ab dem Jahr {year}";
    ProblemNotWhole = "{label} must be a whole number" | "{label}: nur ganze Zahlen";
    ProblemTooPrecise = "{label} must have {number} {number|decimal|decimals} or fewer" | "{label}: höchstens {number} {number|Nachkommastelle|Nachkommastellen}";
    ProblemTwoReadings = "{label} can be read in two ways. Enter 0.{part} for a part of one, or {number} for a whole number" | "{label} lässt sich auf zwei Arten lesen. Geben Sie 0,{part} für einen Teil von eins oder {number} für eine ganze Zahl ein";
    ProblemTooCommon = "{label} is one that strangers would soon guess. Use a longer or less common one"
        | "{label}: Das würden Fremde bald erraten. Nehmen Sie ein längeres oder selteneres";
    ProblemNotHttps = "{label} must begin with https://, like {example}" | "{label} muss mit https:// beginnen, etwa {example}";
    ProblemNamesSomebody = "{label} must not hold a user name or a password, nor an @ before its first stroke, like {example}"
        | "{label} darf weder Benutzernamen noch Passwort enthalten und kein @ vor dem ersten Schrägstrich, etwa {example}";
    ProblemNoPort = "Write a port from 1 to 65535 after the colon, or leave both out: {label}"
        | "Schreiben Sie nach dem Doppelpunkt einen Port von 1 bis 65535, oder lassen Sie beides weg: {label}";
    RemarkNotChecked = "Not checked: we know no rule for numbers of this country."
        | "Nicht geprüft: Für Nummern dieses Landes kennen wir keine Regel.";
    RemarkShortMonths = "In shorter months the last day is taken." | "In kürzeren Monaten gilt der letzte Tag.";
    StrengthWeak = "Strength: weak. Add more words or characters." | "Stärke: schwach. Fügen Sie weitere Wörter oder Zeichen hinzu.";
    StrengthFair = "Strength: fair" | "Stärke: mäßig";
    StrengthGood = "Strength: good" | "Stärke: gut";
    StrengthStrong = "Strength: strong" | "Stärke: stark";
    DateForm = "{day} {month} {year}" | "{day}. {month} {year}";
    January = "January" | "Januar";
    February = "February" | "Februar";
    March = "March" | "März";
    April = "April" | "April";
    May = "May" | "Mai";
    June = "June" | "Juni";
    July = "July" | "Juli";
    August = "August" | "August";
    September = "September" | "September";
    October = "October" | "Oktober";
    November = "November" | "November";
    December = "December" | "Dezember";
    ProblemNeedsCountryCode = "Begin the {field} with + and the code of the country, like {example}"
        | "Beginnen Sie „{label}“ mit + und der Landesvorwahl, etwa {example}";
    ProblemControlCharacter = "{label} holds characters that cannot be shown. Type it anew instead of pasting it"
        | "{label} enthält Zeichen, die sich nicht anzeigen lassen. Tippen Sie es neu, statt es einzufügen";
    ProblemNotAChoice = "Choose one of the answers offered: {label}" | "Wählen Sie eine der angebotenen Antworten: {label}";
    ProblemUnavailable = "That answer cannot be used yet. Choose another one: {label}"
        | "Diese Antwort geht noch nicht. Wählen Sie eine andere: {label}";
    ProblemTaken = "{label} is in use by another customer of yours. Enter a different one"
        | "{label} gehört schon einem anderen Ihrer Kunden. Geben Sie etwas anderes ein";
    ProblemExhausted = "Only {number} {number|is|are} left. Enter {number} or fewer: {label}"
        | "Nur noch {number} {number|ist|sind} übrig. Geben Sie höchstens {number} ein: {label}";
    ProblemDoubtful = "{label} looks like a mistake. Correct it, or confirm that it is meant like this"
        | "{label} sieht nach einem Versehen aus. Berichtigen Sie es, oder bestätigen Sie, dass es so gemeint ist";
    ProblemDoubtfulExample = "{label} does not look like {example}. Correct it, or confirm that it is meant like this"
        | "{label} sieht nicht aus wie {example}. Berichtigen Sie es, oder bestätigen Sie, dass es so gemeint ist";
    UseAnyway = "Use “{text}” anyway" | "„{text}“ trotzdem verwenden";
    UseInstead = "Use {text} instead" | "Stattdessen {text} verwenden";
    Vocabulary = "Vocabulary" | "Vokabular";
    VocabularyIntro = "Every kind of answer, as a field. Nothing comes of what is typed here."
        | "Jede Art von Antwort als Feld. Aus dem, was hier eingegeben wird, entsteht nichts.";
    VocabularyNames = "Names and places" | "Namen und Orte";
    VocabularyAmounts = "Amounts and times" | "Beträge und Zeiten";
    VocabularyMachines = "Machines and contacts" | "Geräte und Kontakte";
    VocabularyEmpty = "Empty" | "Leer";
    VocabularyFilled = "Filled" | "Ausgefüllt";
    VocabularyFaulty = "With errors" | "Mit Fehlern";
    VocabularyDisabled = "Disabled" | "Gesperrt";
    TaxNumber = "Tax number" | "Steuernummer oder USt-IdNr.";
    Currency = "Currency" | "Währung";
    CreditLimit = "Credit limit" | "Kreditrahmen";
    Discount = "Discount in percent" | "Rabatt in Prozent";
    Trunks = "Trunks" | "Leitungen";
    TimeZone = "Time zone" | "Zeitzone";
    ContractEnd = "End of the contract" | "Vertragsende";
    InvoiceDays = "Dates for invoices" | "Rechnungstage";
    InvoiceDaysHelp = "Days of the month, separated by commas." | "Tage des Monats, durch Kommas getrennt.";
    SendingFrom = "Time to send from" | "Versand von";
    SendingTo = "Time to send until" | "Versand bis";
    DomainName = "Domain name" | "Domain";
    WebAddress = "Web address" | "Webadresse";
    SipRealm = "SIP realm" | "SIP-Realm";
    Host = "Host and port" | "Host und Port";
    LoginName = "Login name" | "Anmeldename";
    Contacts = "Contacts" | "Kontakte";
    Contact = "Contact" | "Kontakt";
    ContactKind = "Type of contact" | "Art des Kontakts";
    ContactName = "Full name" | "Voller Name";
    ContactTechnical = "Technical" | "Technik";
    ContactBilling = "Billing" | "Rechnungen";
    ContactAdministrative = "Administrative" | "Verwaltung";
    ContactSupport = "Support" | "Support";
    ContactsPhoneHelp = "For what cannot wait for a mail." | "Für alles, was nicht auf eine E-Mail warten kann.";
    AddContact = "Add a contact" | "Kontakt hinzufügen";
    Hours = "{hours} h" | "{hours} Std.";
    HoursAndMinutes = "{hours} h {minutes} min" | "{hours} Std. {minutes} Min.";
    WindowAlways = "Open all day." | "Den ganzen Tag offen.";
    WindowInOneDay = "Open {length} a day: from {from} until {to}." | "Am Tag {length} offen: von {from} bis {to}.";
    WindowOverMidnight = "Open {length} a day: from {from} until {to} on the next day."
        | "Am Tag {length} offen: von {from} bis {to} am nächsten Tag.";
    WindowOpenUntil = "Open now, until {time} on {day} ({zone}, UTC{offset})." | "Jetzt offen, bis {time} am {day} ({zone}, UTC{offset}).";
    WindowOpensAt = "Opens next at {time} on {day} ({zone}, UTC{offset})."
        | "Öffnet als Nächstes um {time} am {day} ({zone}, UTC{offset}).";
    RowRemove = "Remove {row}" | "{row} entfernen";
    RowRaise = "Move {row} up" | "{row} nach oben";
    RowProblem = "{row} {number}: {problem}" | "{row} {number}: {problem}";
    ProblemTooFewRows = "Add at least {number}: {label}" | "Fügen Sie mindestens {number} hinzu: {label}";
    ProblemEntry = "Number {number} of the {field} is none. Correct it, or take it out" | "Nummer {number} unter „{label}“ ist keine. Berichtigen Sie sie oder nehmen Sie sie heraus";
    ProblemEntryTaken = "Number {number} of the {field} is a user here already. Take it out" | "Nummer {number} unter „{label}“ gehört schon zu einem Benutzer hier. Nehmen Sie sie heraus";
    ProblemTooManyRows = "There may be at most {number}: {label}" | "Es dürfen höchstens {number} sein: {label}";
    } };
}
pub(super) use problems;
