//! The words of a customer's credit and card, and of money that is paid back: English, then German.

macro_rules! credit {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    Credit = "Credit and card" | "Guthaben und Karte";
    CreditIntro = "What your account has to pay with. Your card is entered on the payment provider’s page and kept there." | "Womit Ihr Konto zahlt. Ihre Karte geben Sie auf der Seite des Zahlungsdienstes ein, und dort bleibt sie.";
    CreditNotYet = "You cannot pay here just now. {reseller} can tell you why."
        | "Hier können Sie gerade nicht zahlen. {reseller} kann Ihnen sagen, warum.";
    TopUp = "Add credit" | "Guthaben aufladen";
    TopUpIntro = "Once, on the payment provider’s page. Charges are taken from your credit first." | "Einmalig, auf der Seite des Zahlungsdienstes. Belastungen gehen zuerst vom Guthaben ab.";
    TopUpAmount = "Amount" | "Betrag";
    AmountIn = "Amounts are in {currency}." | "Beträge sind in {currency}.";
    TopUpGo = "Go on to the payment page" | "Weiter zur Zahlungsseite";
    PaymentForCredit = "Credit" | "Guthaben";
    YourCard = "Your card" | "Ihre Karte";
    CardKept = "{card} is kept. What you owe is charged to it as a month begins, unless a payment is disputed or the card was declined several times."
        | "{card} ist hinterlegt. Was Sie schulden, wird von ihr zu Beginn eines Monats abgebucht, außer wenn eine Zahlung angefochten ist oder die Karte mehrmals abgelehnt wurde.";
    CardNone = "No card is kept. The next one that you pay with is, for the months to come." | "Keine Karte ist hinterlegt. Die nächste, mit der Sie zahlen, wird es für die kommenden Monate.";
    CardForget = "Forget this card" | "Diese Karte vergessen";
    CardForgotten = "The card is forgotten. Nothing is charged to it any more." | "Die Karte ist vergessen. Von ihr wird nichts mehr abgebucht.";
    Automatic = "Automatic top-up" | "Automatisches Aufladen";
    AutomaticIntro = "Charges your card before your credit runs out. Leave both empty to turn it off." | "Belastet Ihre Karte, bevor Ihr Guthaben ausgeht. Lassen Sie beides leer, um es abzuschalten.";
    TopUpBelow = "Credit threshold" | "Guthabenschwelle";
    TopUpBelowHelp = "With 0, only what you owe is a reason." | "Bei 0 ist nur Geschuldetes ein Grund.";
    TopUpBy = "Amount to charge" | "Abzubuchender Betrag";
    TopUpNeedsAmount = "Say how much to charge, or leave the threshold empty" | "Geben Sie an, wie viel abgebucht wird, oder lassen Sie die Schwelle leer";
    TopUpTooLittle = "Charge at least as much as the threshold, so that one charge is enough" | "Laden Sie mindestens so viel auf wie die Schwelle, damit eine Abbuchung genügt";
    TopUpNeedsThreshold = "Say below which credit, or leave the amount empty" | "Geben Sie die Schwelle an oder lassen Sie den Betrag leer";
    AutomaticNeedsCard = "There is no card to charge yet. Pay once, and it is kept" | "Es gibt noch keine Karte. Zahlen Sie einmal, dann ist sie hinterlegt";
    AutomaticSave = "Save automatic top-up" | "Automatisches Aufladen speichern";
    AutomaticSaved = "The automatic top-up is saved." | "Das automatische Aufladen ist gespeichert.";
    PaymentCharging = "Your card is being charged. That takes a minute; you will get a receipt." | "Ihre Karte wird gerade belastet. Das dauert einen Moment; Sie bekommen einen Beleg.";
    Balance = "Balance" | "Saldo";
    BalanceOwed = "You owe this." | "Das schulden Sie.";
    BalanceCredit = "This is your credit." | "Das ist Ihr Guthaben.";
    Payments = "Payments" | "Zahlungen";
    PaymentsNone = "Nothing was paid yet." | "Noch wurde nichts gezahlt.";
    PaymentRefunded = "{amount} paid back" | "{amount} zurückgezahlt";
    Refund = "Pay back" | "Zurückzahlen";
    RefundOf = "Pay back {what}, {amount}" | "{what} zurückzahlen, {amount}";
    RefundTitle = "Pay back a payment" | "Eine Zahlung zurückzahlen";
    RefundIntro = "{customer} paid {amount} for: {what}. Up to {left} can be paid back, to the card that it came from. What is paid back beyond their credit is charged no more." | "{customer} zahlte {amount} für: {what}. Bis zu {left} können zurückgezahlt werden, auf die Karte, von der es kam. Was über das Guthaben hinausgeht, wird nicht mehr berechnet.";
    RefundAmount = "Amount to pay back" | "Zurückzuzahlender Betrag";
    RefundReason = "Reason" | "Grund";
    RefundReasonHelp = "The customer reads it on their statement." | "Der Kunde liest ihn auf seinem Kontoauszug.";
    RefundNothing = "Enter more than nothing" | "Geben Sie mehr als nichts ein";
    RefundTooMuch = "That is more than is left of this payment. Enter less" | "Das ist mehr, als von dieser Zahlung übrig ist. Geben Sie weniger ein";
    RefundAll = "All of it was paid back already." | "Alles wurde schon zurückgezahlt.";
    RefundNotPaid = "It was not paid, so there is nothing to pay back." | "Sie wurde nicht bezahlt, also ist nichts zurückzuzahlen.";
    RefundBegun = "{amount} is being paid back, and the provider has not confirmed it. Try again: it is paid back once." | "{amount} werden zurückgezahlt, der Zahlungsdienst hat es noch nicht bestätigt. Versuchen Sie es noch einmal: Es wird nur einmal gezahlt.";
    RefundAgain = "Try again" | "Noch einmal versuchen";
    RefundRefused = "The provider refuses: {why}. Nothing was paid back." | "Der Zahlungsdienst lehnt ab: {why}. Nichts wurde zurückgezahlt.";
    RefundSilent = "The payment provider does not answer, or none is connected any more. Check the settings, or try again in a minute: nothing is paid back twice."
        | "Der Zahlungsdienst antwortet nicht, oder es ist keiner mehr angeschlossen. Prüfen Sie die Einstellungen oder versuchen Sie es gleich noch einmal: Nichts wird doppelt gezahlt.";
    RefundMeanwhile = "Some of this payment was paid back since you opened the page. Look at what is left, and press again." | "Von dieser Zahlung wurde etwas zurückgezahlt, seit Sie die Seite geöffnet haben. Sehen Sie, was übrig ist, und drücken Sie noch einmal.";
    RefundDone = "The money is on its way to the card." | "Das Geld ist auf dem Weg zur Karte.";
    OnlyAdministratorsRefund = "Only administrators of {reseller} pay back. Ask one of them." | "Nur Administratoren von {reseller} zahlen zurück. Fragen Sie einen von ihnen.";
    LedgerCredit = "Credit note" | "Gutschrift";
    LedgerDispute = "Disputed payment" | "Angefochtene Zahlung";
    DisputeOpen = "Disputed by the customer’s bank" | "Von der Bank des Kunden angefochten";
    DisputeWon = "Dispute won" | "Anfechtung gewonnen";
    DisputeLost = "Dispute lost" | "Anfechtung verloren";
    AuditPaymentSecond = "Payment received twice" | "Zahlung doppelt eingegangen";
    AuditPaymentDisputed = "Payment disputed" | "Zahlung angefochten";
    AuditDisputeWon = "Dispute won" | "Anfechtung gewonnen";
    AuditDisputeLost = "Dispute lost" | "Anfechtung verloren";
    AuditRefundRefused = "Refund refused by the provider" | "Rückzahlung vom Zahlungsdienst abgelehnt";
    AuditRefundFailed = "Refund failed" | "Rückzahlung fehlgeschlagen";
    MailKindDispute = "Disputed payment" | "Angefochtene Zahlung";
    MailKindRefundFailed = "Failed refund" | "Fehlgeschlagene Rückzahlung";
    MailDispute = "Payment disputed: {amount} from {team}" | "Zahlung angefochten: {amount} von {team}";
    MailDisputeBody = "The bank of {team} took back a payment of {amount}. Its reason: {why}." | "Die Bank von {team} hat eine Zahlung von {amount} zurückgeholt. Grund: {why}.";
    MailDisputeNext = "Respond to the dispute in your payment provider’s dashboard. This customer’s card is no longer charged automatically." | "Antworten Sie auf die Anfechtung im Dashboard Ihres Zahlungsdienstes. Die Karte dieses Kunden wird nicht mehr automatisch belastet.";
    MailRefundFailed = "A refund of {amount} to {team} failed" | "Eine Rückzahlung von {amount} an {team} ist fehlgeschlagen";
    MailRefundFailedBody = "Your payment provider could not refund {amount} to {team}. The money is back in your account there." | "Ihr Zahlungsdienst konnte {amount} nicht an {team} zurückzahlen. Das Geld ist wieder auf Ihrem Konto dort.";
    MailRefundFailedNext = "Refund it again, or send the money in another way." | "Zahlen Sie es noch einmal zurück oder senden Sie das Geld auf anderem Weg.";
    AuditPaymentRefunded = "Payment refunded" | "Zahlung zurückgezahlt";
    AuditCardKept = "Card kept" | "Karte hinterlegt";
    AuditCardForgotten = "Card forgotten" | "Karte vergessen";
    AuditTopUp = "Automatic top-up changed" | "Automatisches Aufladen geändert";
    MailKindRefund = "Refund" | "Rückzahlung";
    MailKindCardDeclined = "Declined card" | "Abgelehnte Karte";
    MailRefund = "{reseller} paid {amount} back" | "{reseller} hat {amount} zurückgezahlt";
    MailRefundBody = "{reseller} paid {amount} back to the card that you paid with. It takes your bank a few days to show it." | "{reseller} hat {amount} auf die Karte zurückgezahlt, mit der Sie gezahlt haben. Ihre Bank braucht ein paar Tage, um es zu zeigen.";
    MailRefundEnd = "The number of the payment is {number}." | "Die Nummer der Zahlung ist {number}.";
    MailCardDeclined = "Your card was declined: {amount} to {reseller}" | "Ihre Karte wurde abgelehnt: {amount} an {reseller}";
    MailCardDeclinedBody = "Your card could not be charged with {amount} for {reseller}: {why}." | "Ihre Karte konnte nicht mit {amount} für {reseller} belastet werden: {why}.";
    MailCardDeclinedLink = "Pay with another card" | "Mit einer anderen Karte zahlen";
    MailCardDeclinedEnd = "What you owe stays on your statement, and you can pay it there. The card may be tried again in the next days."
        | "Was Sie schulden, bleibt auf Ihrem Kontoauszug, und dort können Sie es zahlen. In den nächsten Tagen wird die Karte vielleicht noch einmal belastet.";
    } };
}
pub(super) use credit;
