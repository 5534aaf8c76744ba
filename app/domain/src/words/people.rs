//! The words of a customer's own pages, users, one's own accounts and password: English, then German.

macro_rules! people {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // A customer's own pages
    AccountIntro = "Your account with {reseller}." | "Ihr Konto bei {reseller}.";
    Account = "Account" | "Konto";
    OnlyStaff = "Only the people of {reseller} can see this. Ask one of them." | "Nur die Leute von {reseller} können das sehen. Fragen Sie jemanden dort.";
    OnlyCustomersPeople = "Only the people of a customer of {reseller} have such a page. You find customers in the list."
        | "Nur die Leute eines Kunden von {reseller} haben eine solche Seite. Kunden finden Sie in der Liste.";

    // Who changed what
    Audit = "Audit" | "Protokoll";
    AuditIntro = "Who changed what, for whom, from where. Nothing here can be changed."
        | "Wer was geändert hat, für wen, von wo. Nichts hier lässt sich ändern.";
    AuditWhen = "When" | "Wann";
    AuditWho = "Who" | "Wer";
    AuditWhat = "What" | "Was";
    AuditCustomer = "Customer" | "Kunde";
    AuditFrom = "From where" | "Von wo";
    AuditDetail = "Details" | "Einzelheiten";
    AuditAll = "Everything" | "Alles";
    AuditWhoLabel = "Part of a name or address" | "Teil eines Namens oder einer Adresse";
    AuditFromDay = "From" | "Von";
    AuditToDay = "To" | "Bis";
    AuditShow = "Show" | "Zeigen";
    AuditExport = "Download as CSV" | "Als CSV herunterladen";
    AuditOlder = "Older entries" | "Ältere Einträge";
    AuditNothing = "Nothing was noted that fits" | "Nichts Passendes wurde festgehalten";
    AuditCustomerCreated = "Created a customer" | "Kunden angelegt";
    AuditDraftDiscarded = "Discarded a draft" | "Entwurf verworfen";
    AuditUserCreated = "Created a user" | "Benutzer angelegt";
    AuditUserAdded = "Added a user" | "Benutzer hinzugefügt";
    AuditUserRoleChanged = "Changed a role" | "Rolle geändert";
    AuditUserDisabled = "Disabled a user" | "Benutzer gesperrt";
    AuditUserEnabled = "Enabled a user" | "Benutzer freigegeben";
    AuditUserRemoved = "Removed a user" | "Benutzer entfernt";
    AuditPasswordChanged = "Changed their password" | "Eigenes Passwort geändert";
    AuditRefused = "Was refused" | "Wurde abgewiesen";
    AuditSignedIn = "Signed in" | "Angemeldet";

    // Users
    Users = "Users" | "Benutzer";
    UsersIntro = "Everybody who may act for {team}." | "Alle, die für {team} handeln dürfen.";
    UsersOf = "Users of {team}" | "Benutzer von {team}";
    UserColumnEmail = "E-mail address" | "E-Mail-Adresse";
    UserColumnRole = "Role" | "Rolle";
    UserColumnSince = "Since" | "Seit";
    UserActive = "Active" | "Aktiv";
    UserDisabled = "Disabled" | "Gesperrt";
    UserYou = "you" | "Sie";
    UserCreate = "Create a user" | "Benutzer anlegen";
    UserCreateIntro = "Somebody who cannot sign in yet, and whose name you know. Whoever should enter it themselves is better invited."
        | "Jemand, der sich noch nicht anmelden kann und dessen Namen Sie kennen. Wer ihn selbst eingeben soll, wird besser eingeladen.";
    UserAdd = "Add an existing user" | "Vorhandenen Benutzer hinzufügen";
    UserAddIntro = "Somebody who signs in already, for {reseller} or for one of its customers. They keep their password and can switch between their accounts."
        | "Jemand, der sich schon anmeldet, für {reseller} oder einen seiner Kunden. Das Passwort bleibt, zwischen den Konten kann gewechselt werden.";
    UserName = "Full name" | "Vollständiger Name";
    UserRole = "Role" | "Rolle";
    UserEmailHelp = "They sign in with it." | "Damit wird angemeldet.";
    UserTaken = "Somebody with this e-mail address is a user here already" | "Jemand mit dieser E-Mail-Adresse ist hier schon Benutzer";
    UserElsewhere = "Somebody with this e-mail address can sign in already, so no password can be made for them. Invite them, or enter another address"
        | "Jemand mit dieser E-Mail-Adresse kann sich schon anmelden, also lässt sich kein Passwort anlegen. Laden Sie die Person ein oder geben Sie eine andere Adresse ein";
    UserTooManyProbes = "You tried many addresses that are in use. Wait half an hour, or invite this person instead"
        | "Sie haben viele Adressen ausprobiert, die schon benutzt werden. Warten Sie eine halbe Stunde oder laden Sie die Person ein";
    UserUnknown = "Nobody of yours or your customers’ signs in with this e-mail address. Check it, or invite them"
        | "Niemand von Ihnen oder Ihren Kunden meldet sich mit dieser E-Mail-Adresse an. Prüfen Sie sie oder laden Sie die Person ein";
    UserCreated = "{name} can sign in now" | "{name} kann sich jetzt anmelden";
    UserCreatedBody = "Give them the address and this password. It is shown this once, and they must change it when they first sign in."
        | "Geben Sie die Adresse und dieses Passwort weiter. Es wird nur dieses eine Mal gezeigt und muss bei der ersten Anmeldung geändert werden.";
    UserPassword = "Generated password" | "Erzeugtes Passwort";
    UserAllUsers = "All users" | "Alle Benutzer";
    UserChangeRole = "Change role" | "Rolle ändern";
    UserSaveRole = "Save role" | "Rolle speichern";
    UserAccess = "Access" | "Zugang";
    UserDisable = "Disable" | "Sperren";
    UserDisableBody = "A disabled user is signed out at once and cannot act here until somebody enables them. Nothing is deleted."
        | "Ein gesperrter Benutzer wird sofort abgemeldet und kann hier nicht handeln, bis jemand ihn freigibt. Nichts wird gelöscht.";
    UserEnable = "Enable" | "Freigeben";
    UserEnableBody = "This user is disabled and cannot act here." | "Dieser Benutzer ist gesperrt und kann hier nicht handeln.";
    UserRemove = "Remove from this account" | "Aus diesem Konto entfernen";
    UserRemoveBody = "Removing takes the access to this account away. The person and their other accounts stay."
        | "Das Entfernen nimmt den Zugang zu diesem Konto. Die Person und ihre anderen Konten bleiben.";
    UserLastAdministrator = "{name} is the last administrator here. Make somebody else an administrator first"
        | "{name} ist hier der letzte Administrator. Machen Sie zuerst jemand anderen zum Administrator";
    UserChanged = "Somebody else changed this user meanwhile. This is how it stands now: look again, then decide"
        | "Jemand anderes hat diesen Benutzer inzwischen geändert. So steht es jetzt: sehen Sie noch einmal hin und entscheiden Sie dann";
    UserRoleSaved = "The role is saved" | "Die Rolle ist gespeichert";
    UserNowDisabled = "{name} is disabled here" | "{name} ist hier gesperrt";
    UserNowEnabled = "{name} can act here again" | "{name} kann hier wieder handeln";
    UserNowRemoved = "{name} was removed" | "{name} wurde entfernt";
    UserNowInvited = "{name} gets an e-mail, and can act here after accepting the invitation" | "{name} bekommt eine E-Mail und kann hier handeln, sobald die Einladung angenommen ist";
    InvitedNowActs = "You act for {team} now, as {role}" | "Sie handeln jetzt für {team}, als {role}";
    MailAccessChanged = "Your access to {team} has changed" | "Ihr Zugang zu {team} hat sich geändert";
    MailAccessChangedBody = "{by} has changed your access. You can act for {team} as {role}." | "{by} hat Ihren Zugang geändert. Sie können für {team} handeln, als {role}.";
    MailAccessEnded = "Your access to {team} has ended" | "Ihr Zugang zu {team} ist beendet";
    MailAccessEndedBody = "{by} has ended your access. You can no longer act for {team}." | "{by} hat Ihren Zugang beendet. Sie können nicht mehr für {team} handeln.";
    MailAccessElsewhere = "Your other accounts, your password and your second factor stay as they are." | "Ihre anderen Konten, Ihr Passwort und Ihr zweiter Faktor bleiben, wie sie sind.";
    MailKindAccess = "Access changed" | "Zugang geändert";
    OnlyAdministratorsReadUsers = "Only administrators can see who acts for this account. Ask one of them." | "Nur Administratoren sehen, wer für dieses Konto handelt. Fragen Sie einen von ihnen.";
    OnlyAdministratorsManageUsers = "Only administrators can change users. Ask an administrator of {reseller}." | "Nur Administratoren können Benutzer ändern. Fragen Sie einen Administrator von {reseller}.";
    OnlyAdministratorsReadAudit = "Only administrators can see who changed what. Ask an administrator of {reseller}." | "Nur Administratoren sehen, wer was geändert hat. Fragen Sie einen Administrator von {reseller}.";

    // One's own accounts and password
    SwitchAccount = "Switch account" | "Konto wechseln";
    SwitchIntro = "Where do you want to act?" | "Wo möchten Sie handeln?";
    SwitchSearch = "Find by name, email, phone or account number" | "Nach Name, E-Mail, Telefon- oder Kontonummer suchen";
    SwitchHere = "you are here" | "hier sind Sie";
    SwitchMore = "Only the first {number} are shown. Type a part of a name to find others." | "Nur die ersten {number} werden gezeigt. Tippen Sie einen Teil eines Namens, um andere zu finden.";
    SwitchNothing = "None of your accounts was found for “{text}”" | "Keines Ihrer Konten gefunden für „{text}“";
    ChangePassword = "Change password" | "Passwort ändern";
    ChangePasswordIntro = "You stay signed in here; everywhere else you are signed out." | "Hier bleiben Sie angemeldet; überall sonst werden Sie abgemeldet.";
    MustChangePassword = "Somebody made your password for you. Choose your own before you go on." | "Ihr Passwort wurde für Sie erzeugt. Wählen Sie Ihr eigenes, bevor Sie weitermachen.";
    CurrentPassword = "Current password" | "Jetziges Passwort";
    NewPassword = "New password" | "Neues Passwort";
    NewPasswordHelpStaff = "At least 12 characters. A few words in a row are easy to remember and hard to guess."
        | "Mindestens 12 Zeichen. Ein paar Wörter hintereinander merkt man sich leicht, und sie sind schwer zu erraten.";
    NewPasswordHelpCustomers = "At least 8 characters. A few words in a row are easy to remember and hard to guess."
        | "Mindestens 8 Zeichen. Ein paar Wörter hintereinander merkt man sich leicht, und sie sind schwer zu erraten.";
    CurrentPasswordWrong = "This is not your current password. Enter it again" | "Das ist nicht Ihr jetziges Passwort. Geben Sie es erneut ein";
    PasswordSame = "The new password is the one you have. Choose another" | "Das neue Passwort ist das bisherige. Wählen Sie ein anderes";
    PasswordChanged = "Your password is changed" | "Ihr Passwort ist geändert";
    SessionEndedTitle = "You were signed out" | "Sie wurden abgemeldet";
    SessionEndedBody = "What you typed is still here: sign in in another tab, come back to this one and press “Try again”. Passwords must be typed anew."
        | "Ihre Eingaben sind noch hier: melden Sie sich in einem anderen Tab an, kommen Sie hierher zurück und wählen Sie „Erneut versuchen“. Passwörter müssen neu eingegeben werden.";
    } };
}
pub(super) use people;
