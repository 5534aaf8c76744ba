//! The words of payments, of sign-ups that the customer finishes, of terms and of ledgers: English, then German.

macro_rules! payments {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // Settings
    Settings = "Settings" | "Einstellungen";
    SettingsIntro = "How {reseller} is paid, what tax it charges, and what its customers agree to." | "Wie {reseller} bezahlt wird, welche Steuer anfällt und wem Kunden zustimmen.";
    GatewayTitle = "Payment gateway" | "Zahlungsdienst";
    GatewayIntro = "Customers who pay themselves do so on the provider’s own page. We never see the card’s data." | "Kunden, die selbst zahlen, tun es auf der Seite des Zahlungsdienstes. Die Kartendaten sehen wir nie.";
    GatewayKind = "Provider" | "Anbieter";
    GatewayStripe = "Stripe" | "Stripe";
    GatewayStripeHelp = "With your own Stripe account." | "Mit Ihrem eigenen Stripe-Konto.";
    GatewaySandbox = "Sandbox" | "Testumgebung";
    GatewaySandboxHelp = "For trying out: it moves no money." | "Zum Ausprobieren: Es fließt kein Geld.";
    GatewaySandboxUnavailable = "Only in development." | "Nur in der Entwicklung.";
    GatewayKey = "Secret key" | "Geheimer Schlüssel";
    GatewayKeyHelp = "You find it in the provider’s dashboard under the keys for developers. It is stored sealed and never shown again."
        | "Sie finden ihn im Dashboard des Anbieters unter den Schlüsseln für Entwickler. Er wird versiegelt gespeichert und nie wieder gezeigt.";
    GatewayKeyForm = "A secret key has at least 16 letters, digits and low lines. Copy all of it from the provider’s dashboard" | "Ein geheimer Schlüssel hat mindestens 16 Buchstaben, Ziffern und Unterstriche. Kopieren Sie ihn ganz aus dem Dashboard des Anbieters";
    GatewayConnect = "Test the key and connect" | "Schlüssel prüfen und anschließen";
    GatewayReplace = "Test the key and replace" | "Schlüssel prüfen und ersetzen";
    GatewayIs = "Connected: {provider}, with the key that ends in {hint}." | "Angeschlossen: {provider}, mit dem Schlüssel, der auf {hint} endet.";
    GatewayNone = "No provider is connected. Until one is, customers cannot finish a sign-up themselves." | "Kein Anbieter ist angeschlossen. Bis dahin können Kunden eine Anmeldung nicht selbst abschließen.";
    GatewayRefused = "The provider does not know this secret key. Copy it again from its dashboard" | "Der Anbieter kennt diesen geheimen Schlüssel nicht. Kopieren Sie ihn noch einmal aus seinem Dashboard";
    GatewayNoAnswer = "The provider does not answer just now. Nothing was changed; try again in a minute" | "Der Anbieter antwortet gerade nicht. Nichts wurde geändert; versuchen Sie es gleich noch einmal";
    GatewayTest = "Test the connection" | "Verbindung prüfen";
    GatewayTestGood = "The provider answers and knows the key." | "Der Anbieter antwortet und kennt den Schlüssel.";
    GatewayTestBad = "The provider refuses the key. Connect a new one." | "Der Anbieter lehnt den Schlüssel ab. Schließen Sie einen neuen an.";
    GatewayTestSilent = "The provider does not answer just now. Try again in a minute." | "Der Anbieter antwortet gerade nicht. Versuchen Sie es gleich noch einmal.";
    GatewayDisconnect = "Disconnect" | "Trennen";
    GatewayConnectedNews = "The payment gateway is connected. “The new customer” can be chosen now." | "Der Zahlungsdienst ist angeschlossen. „Der neue Kunde“ kann jetzt gewählt werden.";
    GatewayDisconnectedNews = "The payment gateway is disconnected." | "Der Zahlungsdienst ist getrennt.";
    GatewayOpenPayments = "A customer is paying just now. Disconnect when that is settled." | "Ein Kunde zahlt gerade. Trennen Sie, wenn das erledigt ist.";
    GatewayNeedsTerms = "Publish your terms first: whoever pays agrees to them." | "Veröffentlichen Sie zuerst Ihre Bedingungen: Wer zahlt, stimmt ihnen zu.";
    TaxTitle = "Tax" | "Steuer";
    TaxIntro = "One tax on everything that customers pay here." | "Eine Steuer auf alles, was Kunden hier zahlen.";
    TaxName = "Name of the tax" | "Name der Steuer";
    TaxNameHelp = "As it stands on receipts, like VAT or Sales tax." | "Wie er auf Belegen steht, etwa USt.";
    TaxRate = "Rate in percent" | "Satz in Prozent";
    TaxRateHelp = "Leave both empty for no tax." | "Lassen Sie beide leer, wenn keine Steuer anfällt.";
    TaxNeedsName = "A tax needs a name. Enter one, or leave the percent empty" | "Eine Steuer braucht einen Namen. Geben Sie einen ein oder lassen Sie den Prozentsatz leer";
    TaxSave = "Save tax" | "Steuer speichern";
    TaxSavedNews = "The tax is saved." | "Die Steuer ist gespeichert.";
    TermsTitle = "Terms" | "Bedingungen";
    TermsIntro = "What customers agree to when they sign up. Another text is another version; who agreed to which is kept." | "Dem stimmen Kunden bei der Anmeldung zu. Ein anderer Text ist eine andere Version; wer welcher zugestimmt hat, bleibt gespeichert.";
    TermsText = "Text of the terms" | "Text der Bedingungen";
    TermsMissing = "Text of the terms is missing. Enter it" | "Der Text der Bedingungen fehlt. Geben Sie ihn ein";
    TermsTooLong = "Text of the terms is longer than 50,000 characters. Shorten it" | "Der Text der Bedingungen ist länger als 50.000 Zeichen. Kürzen Sie ihn";
    TermsPublish = "Publish as version {version}" | "Als Version {version} veröffentlichen";
    TermsIs = "Version {version} stands." | "Version {version} gilt.";
    TermsNone = "There are no terms yet." | "Es gibt noch keine Bedingungen.";
    TermsPublishedNews = "The terms are published." | "Die Bedingungen sind veröffentlicht.";
    OnlyAdministratorsSettings = "Only administrators of {reseller} decide over its settings. Ask one of them." | "Nur Administratoren von {reseller} entscheiden über die Einstellungen. Fragen Sie einen von ihnen.";
    OnlyAdministratorsFinish = "Only account administrators finish the sign-up. Ask one of yours." | "Nur Kontoadministratoren schließen die Anmeldung ab. Fragen Sie einen der Ihren.";
    OnlyPayersSee = "Only account administrators and people of billing see payments. Ask one of yours." | "Nur Kontoadministratoren und Leute der Abrechnung sehen Zahlungen. Fragen Sie einen der Ihren.";
    // The customer's own journey
    ActivationTitle = "Finish your sign-up" | "Anmeldung abschließen";
    ActivationContactTitle = "Your contact and business information" | "Ihre Kontakt- und Firmendaten";
    ActivationContactIntro = "Your provider filled in what it knows. Correct it, and complete the rest. The name of your company cannot be changed here."
        | "Ihr Anbieter hat eingetragen, was er weiß. Berichtigen Sie es und ergänzen Sie den Rest. Der Firmenname lässt sich hier nicht ändern.";
    ActivationEmailHelp = "How you can be reached about the account." | "So sind Sie zum Konto erreichbar.";
    ActivationPlanTitle = "Your plan" | "Ihr Tarif";
    ActivationPlanIntro = "Your provider suggests one. You may take another." | "Ihr Anbieter schlägt einen vor. Sie dürfen einen anderen nehmen.";
    TermsStepIntro = "Read them before you agree." | "Lesen Sie sie, bevor Sie zustimmen.";
    TermsQuestion = "Do you agree to these terms?" | "Stimmen Sie diesen Bedingungen zu?";
    TermsAgree = "I agree to version {version} of the terms of {reseller}" | "Ich stimme Version {version} der Bedingungen von {reseller} zu";
    PayAndActivate = "Pay and activate" | "Zahlen und aktivieren";
    ActivationDoneTitle = "Your account is active!" | "Ihr Konto ist aktiv!";
    ActivationDoneIntro = "{name} can be used from now on." | "{name} kann ab sofort genutzt werden.";
    DueTitle = "Due today" | "Heute fällig";
    DueSetup = "Set-up, once" | "Einrichtung, einmalig";
    DueMonth = "First month" | "Erster Monat";
    DueTax = "{name}, {rate} %" | "{name}, {rate} %";
    DueTotal = "Total due today" | "Heute fällig insgesamt";
    DueTitleTheirs = "Due on the day they finish" | "Fällig am Tag des Abschlusses";
    DueTotalTheirs = "Total on that day" | "Insgesamt an diesem Tag";
    DueThen = "You are charged {first} today, on the payment provider’s page, and {later} each month after that. Both include {tax}."
        | "Heute werden Ihnen {first} berechnet, auf der Seite des Zahlungsdienstes, danach jeden Monat {later}. Beides enthält {tax}.";
    DueThenNoTax = "You are charged {first} today, on the payment provider’s page, and {later} each month after that."
        | "Heute werden Ihnen {first} berechnet, auf der Seite des Zahlungsdienstes, danach jeden Monat {later}.";
    ChargeCustomer = "The customer’s card is charged {first} on the day they finish, and {later} each month after that. {reseller} is charged nothing."
        | "Die Karte des Kunden wird am Tag des Abschlusses mit {first} belastet, danach jeden Monat mit {later}. {reseller} wird nichts berechnet.";
    ChargeCustomerTax = "The customer’s card is charged {first} on the day they finish, and {later} each month after that. Both include {tax}. {reseller} is charged nothing."
        | "Die Karte des Kunden wird am Tag des Abschlusses mit {first} belastet, danach jeden Monat mit {later}. Beides enthält {tax}. {reseller} wird nichts berechnet.";
    ChargeCustomerNoSetup = "The customer’s card is charged {later} every month, without a set-up fee. {reseller} is charged nothing."
        | "Die Karte des Kunden wird jeden Monat mit {later} belastet, ohne Einrichtungsgebühr. {reseller} wird nichts berechnet.";
    ChargeCustomerNoSetupTax = "The customer’s card is charged {later} every month, which includes {tax}, without a set-up fee. {reseller} is charged nothing."
        | "Die Karte des Kunden wird jeden Monat mit {later} belastet, einschließlich {tax}, ohne Einrichtungsgebühr. {reseller} wird nichts berechnet.";
    OfferNoTax = "no tax" | "keine Steuer";
    OfferChange = "“{label}” was {before}, and is now {now}." | "„{label}“ war {before} und ist jetzt {now}.";
    OfferChanged = "Nothing was sent, because something on this page has changed. {changes} If you agree, press the button again."
        | "Es wurde nichts gesendet, weil sich auf dieser Seite etwas geändert hat. {changes} Wenn Sie einverstanden sind, drücken Sie noch einmal auf die Schaltfläche.";
    OfferUnseen = "Nothing was sent yet. Check the prices on this page, and press the button again."
        | "Es wurde noch nichts gesendet. Prüfen Sie die Preise auf dieser Seite und drücken Sie noch einmal auf die Schaltfläche.";
    OwedChanged = "Nothing was charged, because the amount has changed: it was {before}, and is now {now}."
        | "Es wurde nichts berechnet, weil sich der Betrag geändert hat: Er war {before} und ist jetzt {now}.";
    // The administrator's side of it
    HandedOverTitle = "Your new customer has been invited to finish the sign-up!" | "Ihr neuer Kunde ist eingeladen, die Anmeldung abzuschließen!";
    HandedOverIntro = "{name} gets the activation mail now. The account awaits activation until they have finished and paid." | "{name} bekommt jetzt die Aktivierungsmail. Das Konto wartet auf Aktivierung, bis dort alles ausgefüllt und bezahlt ist.";
    SignUpTitle = "Sign-up" | "Anmeldung";
    SignUpTheirTurn = "The customer finishes the sign-up, by the link in the email or after signing in. You cannot activate the account until they have."
        | "Der Kunde schließt die Anmeldung ab, über den Link in der E-Mail oder nach dem Anmelden. Bis dahin können Sie das Konto nicht aktivieren.";
    SignUpHint = "You can take over what is to be filled in. To set the account up on the customer’s behalf, close this customer, then create it with “Me, the White Label administrator”."
        | "Sie können das Ausfüllen übernehmen. Um das Konto für den Kunden einzurichten, schließen Sie diesen Kunden und legen ihn mit „Ich, der White-Label-Administrator“ neu an.";
    SignUpYourTurn = "You are filling this in. The customer reads so, and goes on when you hand it over." | "Sie füllen das gerade aus. Der Kunde liest das und macht weiter, wenn Sie es übergeben.";
    SignUpPaying = "The customer is paying just now: nothing can be changed meanwhile." | "Der Kunde zahlt gerade: Währenddessen kann nichts geändert werden.";
    SignUpMissing = "Still to be answered" | "Noch zu beantworten";
    SignUpNothingMissing = "Everything is answered but the payment." | "Alles ist beantwortet, nur die Zahlung fehlt.";
    TakeOver = "Take over" | "Übernehmen";
    HandOver = "Hand over to the customer" | "Dem Kunden übergeben";
    OnlyTheyFinish = "Agreeing to the terms and paying is left to the customer." | "Den Bedingungen zuzustimmen und zu zahlen bleibt dem Kunden überlassen.";
    NobodyTakesMoney = "Your payment cannot be taken just now, since no payment provider is connected. Nothing was charged, and your answers are kept: ask whoever invited you." | "Ihre Zahlung kann gerade nicht angenommen werden, da kein Zahlungsdienst verbunden ist. Nichts wurde abgebucht, und Ihre Antworten sind noch da: Fragen Sie, wer Sie eingeladen hat.";
    SignUpGoOn = "Go on filling in" | "Weiter ausfüllen";
    FinishFirst = "Your account awaits activation. Finish your sign-up, and it can be used." | "Ihr Konto wartet auf Aktivierung. Schließen Sie Ihre Anmeldung ab, dann kann es genutzt werden.";
    FinishGoOn = "Finish the sign-up" | "Anmeldung abschließen";
    FinishTheirTurn = "{reseller} is filling in your sign-up for you just now. You go on when they hand it over." | "{reseller} füllt Ihre Anmeldung gerade für Sie aus. Sie machen weiter, wenn sie Ihnen übergeben wird.";
    FinishPaying = "A payment is under way." | "Eine Zahlung ist unterwegs.";
    FinishLook = "See what became of it" | "Nachsehen, was daraus wurde";
    FilledByReseller = "filled in by {name}, {reseller}" | "ausgefüllt von {name}, {reseller}";
    FilledByCustomer = "filled in by {name}, customer" | "ausgefüllt von {name}, Kunde";
    // A payment
    PaymentTitle = "Your payment of {amount}" | "Ihre Zahlung von {amount}";
    PaymentOpen = "Open" | "Offen";
    PaymentPaid = "Paid" | "Bezahlt";
    PaymentDeclined = "Declined" | "Abgelehnt";
    PaymentCanceled = "Not paid" | "Nicht bezahlt";
    PaymentPaidBody = "Thank you. Your payment has arrived, and your account is active. The receipt is on its way by mail." | "Vielen Dank. Ihre Zahlung ist eingegangen, und Ihr Konto ist aktiv. Der Beleg ist per Mail unterwegs.";
    PaymentOpenBody = "The provider has not told us of your payment yet. If you have just paid, that takes a moment; if you have not, go on to its page." | "Der Zahlungsdienst hat uns noch nichts von Ihrer Zahlung gesagt. Haben Sie eben bezahlt, dauert das einen Moment; sonst gehen Sie weiter zu seiner Seite.";
    PaymentUnasked = "The payment provider does not answer just now. Nothing is lost: look again in a minute." | "Der Zahlungsdienst antwortet gerade nicht. Nichts ist verloren: Sehen Sie gleich noch einmal nach.";
    PaymentGoOn = "Go on to the payment page" | "Weiter zur Zahlungsseite";
    PaymentLook = "Look again" | "Noch einmal nachsehen";
    PaymentBack = "Do not pay, change something" | "Nicht zahlen, etwas ändern";
    PaymentDeclinedBody = "Your card was declined: {why}. Nothing was charged, and everything that you filled in is kept." | "Ihre Karte wurde abgelehnt: {why}. Nichts wurde abgebucht, und alles, was Sie ausgefüllt haben, ist noch da.";
    PaymentDeclinedOwed = "Your card was declined: {why}. Nothing was charged." | "Ihre Karte wurde abgelehnt: {why}. Nichts wurde abgebucht.";
    PaymentCanceledBody = "Nothing was charged, and everything that you filled in is kept." | "Nichts wurde abgebucht, und alles, was Sie ausgefüllt haben, ist noch da.";
    PaymentToPlan = "Back to the plan" | "Zurück zum Tarif";
    PaymentToAccount = "To your account" | "Zu Ihrem Konto";
    PaymentPaidOwed = "Thank you. Your payment has arrived. The receipt is on its way by mail." | "Vielen Dank. Ihre Zahlung ist eingegangen. Der Beleg ist per Mail unterwegs.";
    PaymentNotOwed = "Nothing was charged. What you owe stays on your statement." | "Nichts wurde abgebucht. Was Sie schulden, bleibt auf Ihrem Kontoauszug.";
    PaymentLeave = "Do not pay now" | "Jetzt nicht zahlen";
    PaymentToStatement = "To your statement" | "Zu Ihrem Kontoauszug";
    PaymentForOwed = "Outstanding balance" | "Offener Betrag";
    PayOwed = "Pay {amount} now" | "Jetzt {amount} zahlen";
    PaymentForPlan = "{plan}, first month" | "{plan}, erster Monat";
    DeclinedUnknown = "the bank gave no reason" | "die Bank nannte keinen Grund";
    DeclinedFunds = "there is not enough money on it" | "sie ist nicht gedeckt";
    DeclinedExpired = "it has expired" | "sie ist abgelaufen";
    DeclinedExpiry = "its expiry date is wrong" | "ihr Ablaufdatum ist falsch";
    DeclinedCode = "its security code is wrong" | "ihre Prüfziffer ist falsch";
    DeclinedNumber = "its number is wrong" | "ihre Nummer ist falsch";
    DeclinedUnconfirmed = "its bank asks the owner to confirm the payment" | "die Bank verlangt eine Bestätigung des Inhabers";
    DeclinedNotForThis = "it cannot be used for this payment" | "sie ist für diese Zahlung nicht zugelassen";
    DeclinedLimit = "its limit is reached" | "ihr Limit ist erreicht";
    DeclinedSilent = "the bank could not be reached" | "die Bank war nicht erreichbar";
    DisputeFraud = "the owner of the card did not make the payment" | "der Karteninhaber hat die Zahlung nicht veranlasst";
    DisputeTwice = "it was charged twice" | "sie wurde doppelt abgebucht";
    DisputeNothingCame = "nothing was delivered" | "nichts wurde geliefert";
    DisputeNotAsAgreed = "the service was not as agreed" | "die Leistung war nicht wie vereinbart";
    DisputeNoRefund = "a promised refund did not arrive" | "eine zugesagte Rückzahlung kam nicht an";
    DisputeEnded = "the contract had been ended" | "der Vertrag war gekündigt";
    DisputeUnknownCharge = "the owner of the card does not know the charge" | "der Karteninhaber kennt die Abbuchung nicht";
    DisputeUnsaid = "the bank gave no reason" | "die Bank nannte keinen Grund";
    NotPaidNews = "Nothing was paid. Everything that you filled in is kept: take this plan or another, and pay again."
        | "Nichts wurde bezahlt. Alles, was Sie ausgefüllt haben, ist noch da: Nehmen Sie diesen oder einen anderen Tarif und zahlen Sie noch einmal.";
    // The ledger
    Statement = "Statement" | "Kontoauszug";
    StatementIntro = "Every charge and every payment of {name}, the newest first." | "Jede Belastung und jede Zahlung von {name}, die neueste zuerst.";
    StatementOf = "Statement of {name}" | "Kontoauszug von {name}";
    StatementBalance = "Balance" | "Saldo";
    StatementNone = "Nothing was charged yet" | "Noch wurde nichts berechnet";
    StatementNoneBody = "Charges appear here as soon as there are some." | "Belastungen erscheinen hier, sobald es welche gibt.";
    StatementDownload = "Download as CSV" | "Als CSV herunterladen";
    StatementOlder = "Older entries" | "Ältere Einträge";
    StatementWhen = "When" | "Wann";
    StatementWhat = "What" | "Was";
    StatementPeriod = "Month from" | "Monat ab";
    StatementFor = "For" | "Für";
    StatementAmount = "Amount" | "Betrag";
    LedgerSetup = "Set-up fee" | "Einrichtungsgebühr";
    LedgerMonthly = "Monthly charge" | "Monatsgebühr";
    LedgerTax = "Tax" | "Steuer";
    LedgerPayment = "Payment" | "Zahlung";
    LedgerRefund = "Refund" | "Rückzahlung";
    LedgerTopUp = "Top-up" | "Aufladung";
    // Mails
    MailActivation = "Finish your sign-up with {reseller}" | "Schließen Sie Ihre Anmeldung bei {reseller} ab";
    MailHelloNobody = "Hello," | "Guten Tag,";
    MailActivationBody = "{reseller} has prepared an account for {team}. Complete your data, agree to the terms and pay, and it is active."
        | "{reseller} hat ein Konto für {team} vorbereitet. Ergänzen Sie Ihre Daten, stimmen Sie den Bedingungen zu und zahlen Sie, dann ist es aktiv.";
    MailActivationLink = "Activate your account" | "Konto aktivieren";
    MailReceipt = "Receipt from {reseller}: {amount}" | "Beleg von {reseller}: {amount}";
    MailReceiptBody = "Your payment of {amount} to {reseller} has arrived. It is for: {what}." | "Ihre Zahlung von {amount} an {reseller} ist eingegangen. Sie ist für: {what}.";
    MailReceiptEnd = "The number of this payment is {number}." | "Die Nummer dieser Zahlung ist {number}.";
    MailReceiptKeep = "Keep this mail as your receipt." | "Bewahren Sie diese Mail als Beleg auf.";
    // The audit
    AuditGatewayConnected = "Payment gateway connected" | "Zahlungsdienst angeschlossen";
    AuditGatewayDisconnected = "Payment gateway disconnected" | "Zahlungsdienst getrennt";
    AuditTax = "Tax changed" | "Steuer geändert";
    AuditTermsPublished = "Terms published" | "Bedingungen veröffentlicht";
    AuditTermsAccepted = "Terms accepted" | "Bedingungen zugestimmt";
    AuditTakenOver = "Sign-up taken over" | "Anmeldung übernommen";
    AuditHandedOver = "Sign-up handed over" | "Anmeldung übergeben";
    AuditActivated = "Account activated" | "Konto aktiviert";
    AuditPaymentStarted = "Payment started" | "Zahlung begonnen";
    AuditPaymentPaid = "Payment arrived" | "Zahlung eingegangen";
    AuditPaymentDeclined = "Payment declined" | "Zahlung abgelehnt";
    AuditPaymentCanceled = "Payment canceled" | "Zahlung abgebrochen";
    } };
}
pub(super) use payments;
