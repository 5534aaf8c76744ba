//! The words of mails, of the links in them, and of whoever is not signed in: English, then German.

macro_rules! door {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // Mails
    MailHello = "Hello {name}," | "Guten Tag {name},";
    MailLinkBare = "If the button does not work, open this address:" | "Falls die Schaltfläche nicht geht, öffnen Sie diese Adresse:";
    MailWeek = "The link works once, for seven days." | "Der Link gilt einmal, sieben Tage lang.";
    MailHour = "The link works once, for an hour." | "Der Link gilt einmal, eine Stunde lang.";
    MailUnexpected = "If you did not expect this mail, you need not do anything." | "Falls Sie diese Mail nicht erwartet haben, müssen Sie nichts tun.";
    MailSetPassword = "Choose your password for {reseller}" | "Wählen Sie Ihr Passwort für {reseller}";
    MailSetPasswordBody = "{by} sends you this link to act for {team}. Choose a password, and you can sign in with this address."
        | "{by} sendet Ihnen diesen Link, damit Sie für {team} handeln können. Wählen Sie ein Passwort, und Sie können sich mit dieser Adresse anmelden.";
    MailSetPasswordLink = "Choose a password" | "Passwort wählen";
    MailReset = "Choose a new password" | "Wählen Sie ein neues Passwort";
    MailResetBody = "Somebody asked for a new password for this address. If it was you, choose one now."
        | "Jemand hat für diese Adresse ein neues Passwort angefordert. Falls Sie es waren, wählen Sie jetzt eines.";
    MailResetLink = "Choose a new password" | "Neues Passwort wählen";
    MailResetUnexpected = "If it was not you, you need not do anything: your password stays as it is."
        | "Falls Sie es nicht waren, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.";
    MailInvitation = "{by} invites you to {team}" | "{by} lädt Sie zu {team} ein";
    MailInvitationBody = "{by} invites you to act for {team}, in the role “{role}”."
        | "{by} lädt Sie ein, für {team} zu handeln, in der Rolle „{role}“.";
    MailInvitationNext = "Open the link to see the invitation. Nothing happens before you accept it."
        | "Öffnen Sie den Link, um die Einladung zu sehen. Es geschieht nichts, bevor Sie annehmen.";
    MailInvitationLink = "See the invitation" | "Einladung ansehen";
    MailPasswordChanged = "Your password was changed" | "Ihr Passwort wurde geändert";
    MailPasswordChangedBody = "The password that you sign in with was just changed, and you were signed out everywhere else."
        | "Das Passwort, mit dem Sie sich anmelden, wurde gerade geändert, und Sie wurden überall sonst abgemeldet.";
    MailPasswordChangedEnd = "If it was you, all is well." | "Falls Sie es waren, ist alles in Ordnung.";
    MailPasswordChangedNotYou = "If it was not you, choose a new password at once: “Forgot your password?” on the sign-in page."
        | "Falls Sie es nicht waren, wählen Sie sofort ein neues Passwort: „Passwort vergessen?“ auf der Anmeldeseite.";

    // A forgotten password
    ForgotLink = "Forgot your password?" | "Passwort vergessen?";
    Forgot = "Choose a new password" | "Ein neues Passwort wählen";
    ForgotIntro = "Enter the address that you sign in with, and we send you a link." | "Geben Sie die Adresse ein, mit der Sie sich anmelden, und wir senden Ihnen einen Link.";
    ForgotSend = "Send the link" | "Link senden";
    CheckMail = "Check your mail" | "Sehen Sie in Ihrem Postfach nach";
    CheckMailBody = "If somebody signs in with {address}, a mail with a link is on its way there. It works for an hour."
        | "Falls sich jemand mit {address} anmeldet, ist eine Mail mit einem Link unterwegs. Er gilt eine Stunde.";
    CheckMailSpam = "Nothing there after a minute? Look into the spam folder, check the address, or send it again."
        | "Nach einer Minute nichts da? Sehen Sie im Spam-Ordner nach, prüfen Sie die Adresse oder senden Sie noch einmal.";
    CheckMailAgain = "Send it again" | "Noch einmal senden";
    CheckMailOther = "Use another address" | "Andere Adresse verwenden";
    TooManyMailed = "Much was mailed to this address lately, or by you. Wait half an hour, then try again" | "An diese Adresse, oder von Ihnen, ging zuletzt viel Post. Warten Sie eine halbe Stunde und versuchen Sie es dann erneut";
    TooManyTries = "There were too many attempts. Wait some minutes, then try again" | "Es gab zu viele Versuche. Warten Sie einige Minuten und versuchen Sie es dann erneut";
    TooManyAsked = "That was asked for often already. Wait {minutes} {minutes|minute|minutes}, then try again"
        | "Das wurde schon oft angefordert. Warten Sie {minutes} {minutes|Minute|Minuten} und versuchen Sie es dann erneut";
    Reset = "Choose your password" | "Wählen Sie Ihr Passwort";
    ResetIntro = "For {address}. You sign in with it afterwards; wherever you are signed in now, you are signed out."
        | "Für {address}. Danach melden Sie sich damit an; wo Sie jetzt angemeldet sind, werden Sie abgemeldet.";
    ResetSave = "Save the password" | "Passwort speichern";
    ResetDone = "Your new password is saved. Sign in with it" | "Ihr neues Passwort ist gespeichert. Melden Sie sich damit an";

    // Links that do not work
    LinkTitle = "This link does not work" | "Dieser Link funktioniert nicht";
    LinkUnknown = "It is not complete, or older than a month. Open it from the mail once more, or copy all of it."
        | "Er ist unvollständig oder älter als ein Monat. Öffnen Sie ihn noch einmal aus der Mail oder kopieren Sie ihn ganz.";
    LinkUsed = "It was used already, and works only once." | "Er wurde schon verwendet und gilt nur einmal.";
    LinkExpired = "Its time is over." | "Seine Zeit ist abgelaufen.";
    LinkSuperseded = "It works no more: a newer link was made, or your sign-in was changed since."
        | "Er gilt nicht mehr: Es gibt einen neueren Link, oder Ihre Anmeldung wurde seither geändert.";
    LinkRevoked = "It was taken back." | "Er wurde zurückgenommen.";
    LinkAskAgain = "Ask for a new link" | "Neuen Link anfordern";
    LinkAskInviter = "If you have accepted the invitation, sign in. Else ask whoever invited you to send a new one."
        | "Falls Sie die Einladung angenommen haben, melden Sie sich an. Sonst bitten Sie um eine neue.";

    // Invitations
    LinkOther = "You opened another link meanwhile, and this page is about that one now. Look at it, then decide" | "Sie haben inzwischen einen anderen Link geöffnet, und um den geht es auf dieser Seite jetzt. Sehen Sie ihn an und entscheiden Sie dann";
    InvitationSettled = "That invitation was settled meanwhile: accepted, sent again or taken back" | "Diese Einladung wurde inzwischen erledigt: angenommen, erneut gesendet oder zurückgenommen";
    Join = "Accept the invitation" | "Einladung annehmen";
    InvitedTitle = "{by} invites you to {team}" | "{by} lädt Sie zu {team} ein";
    InvitedBody = "You will act for {team} in the role “{role}”, and sign in with {address}."
        | "Sie handeln dann für {team} in der Rolle „{role}“ und melden sich mit {address} an.";
    InvitedSignIn = "You sign in with {address} already. Sign in, and you come back here to accept."
        | "Mit {address} haben Sie schon einen Zugang. Melden Sie sich an, und Sie kommen zum Annehmen hierher zurück.";
    InvitedOther = "You are signed in as {name}, but the invitation is for {address}. Sign out first; then you come back here."
        | "Sie sind als {name} angemeldet, die Einladung ist aber für {address}. Melden Sie sich zuerst ab; dann kommen Sie hierher zurück.";
    InvitedAccept = "Accept" | "Annehmen";
    InvitedAcceptNew = "Accept and sign in" | "Annehmen und anmelden";
    UserInvite = "Invite users" | "Benutzer einladen";
    UserInviteIntro = "They get a mail, accept, and choose their own name and password. Whoever signs in already keeps theirs."
        | "Sie bekommen eine Mail, nehmen an und wählen Namen und Passwort selbst. Wer sich schon anmeldet, behält seines.";
    InviteEmails = "E-mail addresses" | "E-Mail-Adressen";
    InviteEmailsHelp = "One or many, up to 50: with commas between them or on lines of their own." | "Eine oder viele, bis zu 50: mit Kommas dazwischen oder auf eigenen Zeilen.";
    InviteTooMany = "Very many invitations were sent lately, so nobody was invited now. Try again later"
        | "Zuletzt wurden sehr viele Einladungen gesendet, darum wurde jetzt niemand eingeladen. Versuchen Sie es später wieder";
    InviteSend = "Send invitations" | "Einladungen senden";
    Invitations = "Invitations" | "Einladungen";
    InvitationsIntro = "Not accepted yet. Each works for seven days." | "Noch nicht angenommen. Jede gilt sieben Tage.";
    InvitationBy = "Invited by" | "Eingeladen von";
    InvitationMail = "Mail" | "Mail";
    InvitationPending = "Pending" | "Offen";
    InvitationExpired = "Expired" | "Abgelaufen";
    MailQueued = "Being sent" | "Wird gesendet";
    MailQueuedProblem = "Not sent yet: {why}" | "Noch nicht gesendet: {why}";
    MailSent = "Sent" | "Gesendet";
    MailFailed = "Not sent: {why}" | "Nicht gesendet: {why}";
    RowActions = "What can be done" | "Was sich tun lässt";
    InvitationResend = "Send again" | "Erneut senden";
    InvitationRevoke = "Take back" | "Zurücknehmen";
    InvitationSent = "The invitation is on its way to {name}" | "Die Einladung an {name} ist unterwegs";
    InvitationsSent = "{number} {number|invitation is on its way|invitations are on their way}" | "{number} {number|Einladung ist|Einladungen sind} unterwegs";
    InvitationRevoked = "The invitation of {name} was taken back" | "Die Einladung an {name} wurde zurückgenommen";
    Handover = "How do they get their password?" | "Wie kommen sie zu ihrem Passwort?";
    HandoverLink = "By a mail with a link" | "Durch eine Mail mit einem Link";
    HandoverLinkHelp = "They choose it themselves, within seven days" | "Sie wählen es selbst, innerhalb von sieben Tagen";
    HandoverGenerated = "It is generated" | "Es wird erzeugt";
    HandoverGeneratedHelp = "It is shown to you once, and they choose their own when they first sign in"
        | "Es wird Ihnen einmal gezeigt, und bei der ersten Anmeldung wählen sie ihr eigenes";
    UserMailed = "A mail with a link is on its way to {name}" | "Eine Mail mit einem Link ist unterwegs an {name}";
    UserSendLink = "Send a link to choose a password" | "Link zum Wählen eines Passworts senden";
    UserSendLinkBody = "Their present password works until they choose a new one." | "Das bisherige Passwort gilt, bis sie ein neues wählen.";
    AuditUserInvited = "Invited a user" | "Benutzer eingeladen";
    AuditInvitationResent = "Sent an invitation again" | "Einladung erneut gesendet";
    AuditInvitationRevoked = "Took an invitation back" | "Einladung zurückgenommen";
    AuditInvitationAccepted = "Accepted an invitation" | "Einladung angenommen";
    AuditPasswordReset = "Chose a new password by a link" | "Neues Passwort durch einen Link gewählt";
    AuditPasswordMailed = "Sent a link to choose a password" | "Link zum Wählen eines Passworts gesendet";

    // What was mailed, in development
    DevMail = "What was mailed" | "Was gemailt wurde";
    DevMailIntro = "Under --demo no mail leaves this machine. The newest come first." | "Unter --demo verlässt keine Mail diese Maschine. Die neuesten zuerst.";
    DevMailNothing = "Nothing was mailed yet" | "Noch wurde nichts gemailt";
    DevMailTo = "To" | "An";
    DevMailFrom = "From" | "Von";
    DevMailHtml = "As HTML" | "Als HTML";
    PasswordGuessable = "This password is easy to guess for whoever knows your name, your address or whom you work with. Use other words"
        | "Dieses Passwort ist leicht zu erraten für jeden, der Ihren Namen, Ihre Adresse oder Ihre Firma kennt. Nehmen Sie andere Wörter";
    } };
}
pub(super) use door;
