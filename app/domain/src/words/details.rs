//! Words of the audit's details: what each noted value is called.

macro_rules! details {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    DetailBefore = "{label}, before" | "{label}, vorher";
    DetailAfter = "{label}, after" | "{label}, nachher";
    DetailOther = "Other" | "Weiteres";
    DetailPerson = "Person" | "Person";
    DetailDisabled = "Disabled" | "Gesperrt";
    DetailPlan = "Plan" | "Tarif";
    DetailMonthly = "Monthly price" | "Preis im Monat";
    DetailSetup = "Set-up price" | "Preis der Einrichtung";
    DetailReason = "Reason" | "Grund";
    DetailMessage = "Provider’s message" | "Nachricht des Zahlungsdienstes";
    DetailCard = "Card" | "Karte";
    DetailDraft = "Draft" | "Entwurf";
    DetailVersion = "Version" | "Version";
    DetailCharacters = "Characters" | "Zeichen";
    DetailDefault = "Default" | "Standard";
    DetailPayment = "Payment" | "Zahlung";
    DetailAmount = "Amount" | "Betrag";
    DetailPurpose = "For" | "Für";
    DetailFirstMonth = "Set-up and first month" | "Einrichtung und erster Monat";
    DetailSecondOf = "Second payment of" | "Zweite Zahlung von";
    DetailDispute = "Dispute" | "Anfechtung";
    DetailAtProvider = "Made at the provider" | "Beim Zahlungsdienst veranlasst";
    DetailKey = "Key" | "Schlüssel";
    DetailRate = "Rate" | "Satz";
    DetailNotice = "Notice" | "Ankündigung";
    DetailRecipients = "Recipients" | "Empfänger";
    DetailApplication = "Application" | "Anwendung";
    DetailIssue = "Issue" | "Störung";
    DetailMails = "E-mails" | "E-Mails";
    DetailSessions = "Sessions" | "Sitzungen";
    DetailPasskey = "Passkey" | "Passkey";
    DetailList = "List" | "Liste";
    DetailPage = "Page" | "Seite";
    DetailSender = "Sender" | "Absender";
    DetailReplyTo = "Replies to" | "Antworten an";
    DetailColour = "Colour" | "Farbe";
    DetailFooter = "Footer" | "Fußzeile";
    DetailLogo = "Logo" | "Logo";
    DetailBytes = "Bytes" | "Bytes";
    DetailTopUpBelow = "Below" | "Unter";
    DetailTopUpBy = "Top-up" | "Aufladung";
    } };
}

pub(super) use details;
