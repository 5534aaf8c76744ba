//! Words of a customer's life: suspending, resuming and closing.

macro_rules! life {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    LifeTitle = "Suspend or close {name}" | "{name} sperren oder schließen";
    LifeOpen = "Suspend or close" | "Sperren oder schließen";
    LifeOpenSuspended = "Resume or close" | "Entsperren oder schließen";
    Suspend = "Suspend" | "Sperren";
    SuspendIntro = "Nobody of {name} can sign in to this account, and no new month is charged. Nothing is deleted, and you can resume it at any time."
        | "Niemand von {name} kann sich bei diesem Konto anmelden, und es wird kein neuer Monat berechnet. Es wird nichts gelöscht, und Sie können es jederzeit entsperren.";
    SuspendReason = "Reason" | "Grund";
    SuspendReasonHelp = "The customer’s administrators read it in the e-mail that tells them." | "Die Administratoren des Kunden lesen ihn in der E-Mail, die es ihnen mitteilt.";
    SuspendGo = "Suspend customer" | "Kunden sperren";
    SuspendDone = "{name} is suspended." | "{name} ist gesperrt.";
    SuspendDoneTold = "{name} is suspended. Its administrators get an e-mail." | "{name} ist gesperrt. Die Administratoren bekommen eine E-Mail.";
    SuspendOnlyActive = "Only active customers can be suspended. You can close this one." | "Nur aktive Kunden lassen sich sperren. Diesen können Sie schließen.";
    Resume = "Resume" | "Entsperren";
    ResumeIntro = "{name} is suspended. If you resume it, its people can sign in again. Whole months in between are not charged."
        | "{name} ist gesperrt. Wenn Sie entsperren, können sich die Leute wieder anmelden. Ganze Monate dazwischen werden nicht berechnet.";
    ResumeGo = "Resume customer" | "Kunden entsperren";
    ResumeDone = "{name} is active again." | "{name} ist wieder aktiv.";
    ResumeDoneTold = "{name} is active again. Its administrators get an e-mail." | "{name} ist wieder aktiv. Die Administratoren bekommen eine E-Mail.";
    Close = "Close" | "Schließen";
    CloseIntro = "This cannot be undone. Nobody of {name} can sign in to this account, open invitations are revoked, a kept card is removed and nothing more is charged. The records stay, and the name is free for another customer."
        | "Das lässt sich nicht rückgängig machen. Niemand von {name} kann sich mehr bei diesem Konto anmelden, offene Einladungen werden widerrufen, eine hinterlegte Karte wird entfernt, und es wird nichts mehr berechnet. Die Daten bleiben erhalten, und der Name wird für einen anderen Kunden frei.";
    CloseBalance = "The balance of this customer is {balance}. It stays as it is in the ledger." | "Der Saldo dieses Kunden ist {balance}. Er bleibt so im Kontobuch stehen.";
    CloseName = "Name of the customer" | "Name des Kunden";
    CloseNameHelp = "Type the name, so that you do not close another customer by mistake." | "Geben Sie den Namen ein, damit Sie nicht versehentlich einen anderen Kunden schließen.";
    CloseNameDiffers = "Name of the customer is another one. Type it as it stands at the top of this page" | "Name des Kunden ist ein anderer. Geben Sie ihn so ein, wie er oben auf dieser Seite steht";
    CloseGo = "Close customer" | "Kunden schließen";
    CloseDone = "{name} is closed." | "{name} ist geschlossen.";
    CloseDoneTold = "{name} is closed. Its administrators get an e-mail." | "{name} ist geschlossen. Die Administratoren bekommen eine E-Mail.";
    ClosePaying = "A payment of this customer is under way, so it cannot be closed now. Wait until it is settled, or end it on the customer’s page if it is that of the sign-up" | "Eine Zahlung dieses Kunden läuft gerade, deshalb lässt er sich jetzt nicht schließen. Warten Sie, bis sie abgeschlossen ist, oder beenden Sie sie auf der Seite des Kunden, wenn es die der Anmeldung ist";
    ClosedIntro = "{name} is closed. Its records stay, and nothing of it can be changed." | "{name} ist geschlossen. Die Daten bleiben erhalten und lassen sich nicht mehr ändern.";
    LifeMeanwhile = "Somebody else changed this customer in the meantime. Look at it, then decide again." | "Jemand anderes hat diesen Kunden inzwischen geändert. Sehen Sie nach und entscheiden Sie dann noch einmal.";
    OnlyAdministratorsEnd = "Only administrators of {reseller} suspend or close customers. Ask one of them." | "Nur Administratoren von {reseller} sperren oder schließen Kunden. Fragen Sie einen von ihnen.";
    EndPayment = "End the payment" | "Zahlung beenden";
    EndPaymentDone = "The payment is ended. Nothing was charged." | "Die Zahlung ist beendet. Es wurde nichts berechnet.";
    EndPaymentPaid = "The customer has paid in the meantime, so the payment was not ended." | "Der Kunde hat inzwischen bezahlt, deshalb wurde die Zahlung nicht beendet.";
    EndPaymentOpen = "The payment could not be ended, because the payment provider does not answer. Try again in a few minutes." | "Die Zahlung ließ sich nicht beenden, weil der Zahlungsdienst nicht antwortet. Versuchen Sie es in ein paar Minuten noch einmal.";
    InvitedNobody = "Nobody has a valid invitation" | "Niemand hat eine gültige Einladung";
    InvitedNobodyBody = "The invitation of {name} was revoked, or it has expired. Invite somebody as an administrator, or close the customer." | "Die Einladung von {name} wurde widerrufen oder ist abgelaufen. Laden Sie jemanden als Administrator ein, oder schließen Sie den Kunden.";
    InviteAgain = "Invite somebody" | "Jemanden einladen";
    CustomerIsClosed = "This customer is closed, so nobody can be invited or added." | "Dieser Kunde ist geschlossen, deshalb lässt sich niemand einladen oder hinzufügen.";
    AuditCustomerSuspended = "Suspended a customer" | "Kunden gesperrt";
    AuditCustomerResumed = "Resumed a customer" | "Kunden entsperrt";
    AuditCustomerClosed = "Closed a customer" | "Kunden geschlossen";
    MailKindLife = "Account suspended, resumed or closed" | "Konto gesperrt, entsperrt oder geschlossen";
    MailSuspended = "The account of {team} is suspended" | "Das Konto von {team} ist gesperrt";
    MailSuspendedBody = "{reseller} has suspended the account of {team}. Nobody can sign in to it until {reseller} resumes it." | "{reseller} hat das Konto von {team} gesperrt. Niemand kann sich dort anmelden, bis {reseller} es entsperrt.";
    MailSuspendedEnd = "Nothing was deleted." | "Es wurde nichts gelöscht.";
    MailResumed = "The account of {team} is active again" | "Das Konto von {team} ist wieder aktiv";
    MailResumedBody = "{reseller} has resumed the account of {team}. You can sign in again." | "{reseller} hat das Konto von {team} entsperrt. Sie können sich wieder anmelden.";
    MailResumedEnd = "Whole months in which it was suspended are not charged." | "Ganze Monate, in denen es gesperrt war, werden nicht berechnet.";
    MailClosed = "The account of {team} is closed" | "Das Konto von {team} ist geschlossen";
    MailClosedBody = "{reseller} has closed the account of {team}. Nobody can sign in to it any more." | "{reseller} hat das Konto von {team} geschlossen. Niemand kann sich dort mehr anmelden.";
    MailClosedEnd = "Nothing more is charged." | "Es wird nichts mehr berechnet.";
    MailLifeReason = "The reason given: {why}" | "Der angegebene Grund: {why}";
    MailLifeAsk = "If you have questions, ask {reseller}." | "Wenn Sie Fragen haben, wenden Sie sich an {reseller}.";
    } };
}

pub(super) use life;
