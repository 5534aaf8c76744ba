//! The words of what is one's own: address, second factor, sessions. English, then German.

macro_rules! me {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // One's own account
    Me = "Your sign-in" | "Ihre Anmeldung";
    MeIntro = "How you sign in, and where you are signed in." | "Wie Sie sich anmelden und wo Sie angemeldet sind.";
    MePassword = "Password" | "Passwort";
    MePasswordHelp = "Only its hash is stored: nobody can look it up." | "Gespeichert ist nur sein Hashwert: niemand kann es nachsehen.";
    Change = "Change" | "Ändern";
    ChangeEmail = "Change e-mail address" | "E-Mail-Adresse ändern";
    ChangeEmailIntro = "We send a link to the new address. Until you confirm it there, you sign in with the present one: {address}."
        | "Wir senden einen Link an die neue Adresse. Bis Sie sie dort bestätigen, melden Sie sich mit der jetzigen an: {address}.";
    ChangeEmailSend = "Send the link" | "Link senden";
    NewEmail = "New e-mail address" | "Neue E-Mail-Adresse";
    NewEmailHelp = "You sign in with it from then on." | "Damit melden Sie sich dann an.";
    EmailSame = "This is the address that you have. Enter another one" | "Das ist Ihre jetzige Adresse. Geben Sie eine andere ein";
    EmailSent = "A mail with a link is on its way to {address}. It works for an hour" | "Eine Mail mit einem Link ist unterwegs an {address}. Er gilt eine Stunde";
    EmailConfirm = "Sign in with this address?" | "Mit dieser Adresse anmelden?";
    EmailConfirmBody = "Press the button to sign in with {address} from now on. The old address is told about it."
        | "Drücken Sie die Schaltfläche, um sich von nun an mit {address} anzumelden. An die alte Adresse geht eine Nachricht.";
    EmailOther = "Somebody else is signed in here. Sign out, and sign in as the person who wants to use {address}." | "Hier ist jemand anderes angemeldet. Melden Sie sich ab und als die Person an, die {address} verwenden möchte.";
    EmailConfirmYes = "Use this address" | "Diese Adresse verwenden";
    EmailDone = "From now on you sign in with {address}" | "Von nun an melden Sie sich mit {address} an";
    EmailTaken = "Somebody signs in with this address already, so it cannot be yours. Change to another one." | "Mit dieser Adresse meldet sich schon jemand an, also kann sie nicht Ihre sein. Nehmen Sie eine andere.";
    MailEmailChange = "Sign in with this address" | "Mit dieser Adresse anmelden";
    MailEmailChangeBody = "You asked to sign in with this address from now on. Open the link to confirm it."
        | "Sie möchten sich von nun an mit dieser Adresse anmelden. Öffnen Sie den Link, um das zu bestätigen.";
    MailEmailChangeLink = "Confirm the address" | "Adresse bestätigen";
    MailEmailChanged = "You sign in with another address now" | "Sie melden sich jetzt mit einer anderen Adresse an";
    MailEmailChangedBody = "The address that you sign in with was just changed from this one to {new}."
        | "Die Adresse, mit der Sie sich anmelden, wurde gerade von dieser hier zu {new} geändert.";
    MailEmailChangedNotYou = "If it was not you, tell an administrator of {reseller} at once." | "Falls Sie es nicht waren, sagen Sie es sofort einem Administrator von {reseller}.";

    // The second factor
    Factor = "Second factor" | "Zweiter Faktor";
    FactorIntro = "A code from an app on your phone, beside the password. Who knows only your password cannot sign in."
        | "Ein Code aus einer App auf Ihrem Telefon, neben dem Passwort. Wer nur Ihr Passwort kennt, kann sich nicht anmelden.";
    FactorMust = "Everybody here must have a second factor. Set yours up before you go on." | "Alle hier müssen einen zweiten Faktor haben. Richten Sie Ihren ein, bevor Sie weitermachen.";
    FactorStateOn = "On" | "An";
    FactorStateOff = "Off" | "Aus";
    FactorScan = "Scan this picture with an authenticator app" | "Scannen Sie dieses Bild mit einer Authenticator-App";
    FactorPicture = "A QR code for the app; the letters beneath it say the same" | "Ein QR-Code für die App; die Buchstaben darunter sagen dasselbe";
    FactorLetters = "Or type this key into it:" | "Oder tippen Sie diesen Schlüssel ein:";
    FactorTurnOn = "Turn it on" | "Einschalten";
    FactorTurnOff = "Turn it off" | "Ausschalten";
    FactorTurnOffBody = "Then your password alone lets you in again, unless your account demands a second factor: then you set up another one."
        | "Danach reicht wieder Ihr Passwort allein, außer wenn Ihr Konto einen zweiten Faktor verlangt: dann richten Sie einen anderen ein.";
    FactorRenew = "New recovery codes" | "Neue Notfallcodes";
    FactorRenewBody = "The ones that you have stop working." | "Die bisherigen gelten dann nicht mehr.";
    FactorIsOff = "Your second factor is off" | "Ihr zweiter Faktor ist aus";
    Recovery = "Keep these recovery codes" | "Bewahren Sie diese Notfallcodes auf";
    RecoveryBody = "Each lets you in once if you lose your phone. They are shown this once: write them down or print the page."
        | "Jeder lässt Sie einmal herein, falls Sie Ihr Telefon verlieren. Sie werden nur dieses eine Mal gezeigt: schreiben Sie sie auf oder drucken Sie die Seite.";
    RecoveryKept = "I have kept them" | "Ich habe sie aufbewahrt";
    Code = "Code" | "Code";
    CodeHelp = "Six digits from your app." | "Sechs Ziffern aus Ihrer App.";
    RecoveryCode = "Recovery code" | "Notfallcode";
    RecoveryCodeHelp = "One of those that you kept. It works once." | "Einer von denen, die Sie aufgehoben haben. Er gilt einmal.";
    UseRecoveryCode = "Use a recovery code instead" | "Stattdessen einen Notfallcode eingeben";
    UseAppCode = "Use a code from your app instead" | "Stattdessen einen Code aus der App eingeben";
    FirstCodeHelp = "The six digits that the app shows now." | "Die sechs Ziffern, die die App jetzt zeigt.";
    CodeTitle = "Enter your code" | "Geben Sie Ihren Code ein";
    CodeIntro = "Your password is right. Your second factor is missing." | "Ihr Passwort stimmt. Ihr zweiter Faktor fehlt noch.";
    CodeWrong = "This code is not right. Enter the one that your app shows now" | "Dieser Code stimmt nicht. Geben Sie den ein, den Ihre App jetzt zeigt";
    RecoveryCodeWrong = "This recovery code is not right, or was used already. Enter another one" | "Dieser Notfallcode stimmt nicht oder wurde schon benutzt. Geben Sie einen anderen ein";
    CodeUsed = "This code was used already. Wait for the next one" | "Dieser Code wurde schon verwendet. Warten Sie auf den nächsten";
    CodeLate = "You took longer than ten minutes. Sign in again" | "Es hat länger als zehn Minuten gedauert. Melden Sie sich erneut an";
    LinkTitleCode = "That took too long" | "Das hat zu lange gedauert";
    Show = "Show" | "Zeigen";
    CodeStartAgain = "Start again" | "Von vorn beginnen";
    MailFactorOn = "A second factor was turned on" | "Ein zweiter Faktor wurde eingeschaltet";
    MailFactorOnBody = "From now on you need a code from your app to sign in." | "Von nun an brauchen Sie zum Anmelden einen Code aus Ihrer App.";
    MailRecoveryUsed = "A recovery code was used to sign in" | "Ein Wiederherstellungscode wurde zum Anmelden benutzt";
    MailRecoveryUsedBody = "Somebody signed in with your password and one of your recovery codes. That code does not work again." | "Jemand hat sich mit Ihrem Passwort und einem Ihrer Wiederherstellungscodes angemeldet. Dieser Code gilt nicht noch einmal.";
    MailCodesTried = "Somebody is trying to get past your second factor" | "Jemand versucht, an Ihrem zweiten Faktor vorbeizukommen";
    MailCodesTriedBody = "Somebody entered your password, and then many wrong codes. Nobody got in." | "Jemand hat Ihr Passwort eingegeben und danach viele falsche Codes. Niemand ist hineingekommen.";
    AuditSignInFailed = "Failed sign-in" | "Fehlgeschlagene Anmeldung";
    AuditRecoveryUsed = "Recovery code used" | "Wiederherstellungscode benutzt";
    AuditSessionsEnded = "Ended sessions of their own" | "Eigene Sitzungen beendet";
    AuditExported = "Exported a list" | "Liste exportiert";
    AuditCodesTried = "Too many wrong codes" | "Zu viele falsche Codes";
    MailFactorOff = "Your second factor was turned off" | "Ihr zweiter Faktor wurde ausgeschaltet";
    MailFactorOffBody = "From now on your password alone lets you in." | "Von nun an reicht zum Anmelden Ihr Passwort.";

    // Passkeys
    Passkeys = "Passkeys" | "Passkeys";
    PasskeysIntro = "Sign in with your fingerprint, your face or the lock of your screen instead of a password and a code."
        | "Melden Sie sich mit Fingerabdruck, Gesicht oder Bildschirmsperre an statt mit Passwort und Code.";
    PasskeysNone = "You have no passkey yet" | "Sie haben noch keinen Passkey";
    PasskeyAdd = "Add a passkey" | "Passkey hinzufügen";
    PasskeyAddIntro = "Afterwards your browser asks you to confirm with your device." | "Danach bittet Ihr Browser Sie um eine Bestätigung mit Ihrem Gerät.";
    PasskeyName = "Name of the passkey" | "Name des Passkeys";
    PasskeyNameHelp = "So that you know it again, such as the device that it is on." | "Damit Sie ihn wiedererkennen, etwa das Gerät, auf dem er liegt.";
    PasskeyContinue = "Continue" | "Weiter";
    PasskeyConfirm = "Confirm with your device" | "Bestätigen Sie mit Ihrem Gerät";
    PasskeyConfirmAdd = "Your browser shows where the passkey can be kept." | "Ihr Browser zeigt, wo der Passkey liegen kann.";
    PasskeyConfirmSignIn = "Your browser shows the passkeys that you have for this site." | "Ihr Browser zeigt die Passkeys, die Sie für diese Seite haben.";
    PasskeyAsk = "Ask again" | "Erneut fragen";
    PasskeyFailed = "Your browser was not given a passkey. Ask again, or use another device." | "Ihr Browser hat keinen Passkey bekommen. Fragen Sie erneut oder nehmen Sie ein anderes Gerät.";
    PasskeyWithout = "This browser has no passkeys, or runs no scripts here. Use your password instead." | "Dieser Browser hat keine Passkeys oder führt hier keine Skripte aus. Verwenden Sie Ihr Passwort.";
    PasskeyRefused = "That did not work: it took too long, or this passkey is known already. Begin again" | "Das hat nicht geklappt: es hat zu lange gedauert, oder dieser Passkey ist schon bekannt. Beginnen Sie von vorn";
    PasskeyUnknown = "This passkey is not known here, or it took too long. Ask again, or sign in with your password" | "Dieser Passkey ist hier nicht bekannt, oder es hat zu lange gedauert. Fragen Sie erneut oder melden Sie sich mit dem Passwort an";
    PasskeyTooMany = "You have as many passkeys as there can be. Remove one first" | "Sie haben so viele Passkeys, wie es geben kann. Entfernen Sie zuerst einen";
    PasskeyAdded = "The passkey is added. From now on you can sign in with it" | "Der Passkey ist hinzugefügt. Von nun an können Sie sich damit anmelden";
    PasskeyRemove = "Remove" | "Entfernen";
    PasskeyRemoveTitle = "Remove a passkey" | "Passkey entfernen";
    PasskeyRemoveBody = "“{name}” will not let you in any more. Delete it on your device too." | "„{name}“ lässt Sie nicht mehr herein. Löschen Sie ihn auch auf Ihrem Gerät.";
    PasskeyRemoved = "The passkey is removed" | "Der Passkey ist entfernt";
    PasskeyUsed = "Last used {when}" | "Zuletzt benutzt {when}";
    PasskeyUnused = "Not used yet" | "Noch nicht benutzt";
    PasskeyMade = "added {when}" | "hinzugefügt {when}";
    PasskeySignIn = "Use a passkey" | "Passkey verwenden";
    PasskeyInstead = "Sign in with your password" | "Mit Passwort anmelden";
    MailPasskeyAdded = "A passkey was added" | "Ein Passkey wurde hinzugefügt";
    MailPasskeyAddedBody = "From now on you can sign in with a new passkey. A password that you choose by “Forgot your password?” takes all passkeys away."
        | "Von nun an können Sie sich mit einem neuen Passkey anmelden. Ein Passwort, das Sie über „Passwort vergessen?“ wählen, nimmt alle Passkeys weg.";
    MailPasskeyRemoved = "A passkey was removed" | "Ein Passkey wurde entfernt";
    MailPasskeyRemovedBody = "One of your passkeys does not let you in any more." | "Einer Ihrer Passkeys lässt Sie nicht mehr herein.";
    AuditPasskeyAdded = "Added a passkey" | "Passkey hinzugefügt";
    AuditPasskeyRemoved = "Removed a passkey" | "Passkey entfernt";

    // Somebody else's second factor
    FactorReset = "Turn their second factor off" | "Zweiten Faktor abschalten";
    FactorResetBody = "For whoever lost their phone and their recovery codes. Their passkeys go too, they are signed out everywhere and told by mail; make sure that it is really they who ask."
        | "Für eine Person, die ihr Telefon und ihre Notfallcodes verloren hat. Auch ihre Passkeys werden entfernt; sie wird überall abgemeldet und per Mail benachrichtigt. Vergewissern Sie sich, dass wirklich diese Person darum bittet.";
    FactorResetElsewhere = "{name} acts for others too, whom the second factor guards as well. Only the operator can turn it off, acting for {reseller}"
        | "{name} handelt auch für andere, die der zweite Faktor ebenso schützt. Nur der Betreiber kann ihn abschalten, im Namen von {reseller}";
    FactorResetOwn = "This is your own second factor. Turn it off under “Your sign-in”, with your password" | "Das ist Ihr eigener zweiter Faktor. Schalten Sie ihn unter „Ihre Anmeldung“ mit Ihrem Passwort aus";
    FactorResetNone = "{name} has no second factor any more" | "{name} hat keinen zweiten Faktor mehr";
    FactorResetDone = "The second factor of {name} is off. They sign in with their password alone" | "Der zweite Faktor von {name} ist aus. Zum Anmelden reicht das Passwort";
    AuditFactorReset = "Turned a user’s second factor off" | "Zweiten Faktor eines Benutzers abgeschaltet";

    // Sessions
    Sessions = "Where you are signed in" | "Wo Sie angemeldet sind";
    SessionsIntro = "If you do not know one of these sessions, end it and change your password." | "Wenn Sie eine dieser Sitzungen nicht kennen, beenden Sie sie und ändern Sie Ihr Passwort.";
    SessionsHelp = "Every browser in which you are signed in, and the way to end that." | "Jeder Browser, in dem Sie angemeldet sind, und wie Sie das beenden.";
    SessionHere = "this one" | "diese hier";
    SessionUsed = "Last used {when}" | "Zuletzt benutzt {when}";
    SessionBegan = "signed in {when}" | "angemeldet {when}";
    SessionFrom = "from {address}" | "von {address}";
    SessionUnknown = "Unknown device" | "Unbekanntes Gerät";
    SessionOn = "{browser} on {system}" | "{browser} auf {system}";
    SessionEnd = "End" | "Beenden";
    SessionEndOthers = "End all others" | "Alle anderen beenden";
    SessionEnded = "The session is ended" | "Die Sitzung ist beendet";
    SessionsEnded = "All other sessions are ended" | "Alle anderen Sitzungen sind beendet";
    Stay = "Your session" | "Ihre Sitzung";
    StayLeft = "You will be signed out in {minutes} {minutes|minute|minutes}" | "Sie werden in {minutes} {minutes|Minute|Minuten} abgemeldet";
    StayBody = "What you typed stays on this page. Stay signed in to go on." | "Ihre Eingaben bleiben auf dieser Seite. Bleiben Sie angemeldet, um weiterzumachen.";
    StayLongest = "That is the longest that a session lasts. Save what you are doing, then sign in again."
        | "Länger dauert keine Sitzung. Speichern Sie, woran Sie arbeiten, und melden Sie sich neu an.";
    StayClose = "Close" | "Schließen";
    StayYes = "Stay signed in" | "Angemeldet bleiben";
    AuditEmailChanged = "Changed their e-mail address" | "Eigene E-Mail-Adresse geändert";
    AuditFactorOn = "Turned a second factor on" | "Zweiten Faktor eingeschaltet";
    AuditFactorOff = "Turned the second factor off" | "Zweiten Faktor ausgeschaltet";
    AuditFactorRecovery = "Made new recovery codes" | "Neue Notfallcodes erzeugt";
    } };
}
pub(super) use me;
