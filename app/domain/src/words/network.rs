//! The words of customers of network services, their invitations, and billing accounts: English, then German.

macro_rules! network {
    ($next:ident $($rest:ident)*; $($before:tt)*) => { $next! { $($rest)*; $($before)*
    // Ways to make a customer
    AddNewCustomer = "Add New Customer" | "Kunden hinzufügen";
    InviteNewCustomer = "Invite New Customer" | "Kunden einladen";
    AddCustomer = "Add Customer" | "Kunden hinzufügen";
    SendInvite = "Send invite" | "Einladung senden";
    AddIntro = "No mail is sent. You tell the customer yourself, and give them their way in."
        | "Es wird keine Mail gesendet. Sie sagen dem Kunden selbst Bescheid und geben ihm seinen Zugang.";
    CompanyTitle = "Company and contacts" | "Firma und Ansprechpersonen";
    PhysicalAddress = "Physical address" | "Anschrift";
    TechnicalContact = "Technical contact" | "Technische Ansprechperson";
    TechnicalEmail = "Technical e-mail address" | "Technische E-Mail-Adresse";
    TechnicalPhone = "Technical phone number" | "Technische Telefonnummer";
    TechnicalPhoneHelp = "For faults that cannot wait for an email." | "Für Störungen, die nicht auf eine E-Mail warten können.";
    TechnicalEmailHelp = "Notices of maintenance go to it. A distribution list is fine." | "Wartungshinweise gehen dorthin. Ein Verteiler geht auch.";
    BillingContact = "Billing contact" | "Ansprechperson für Rechnungen";
    BillingAccount = "Billing account" | "Rechnungskonto";
    BillingAccountHelp = "The customer’s charges go to it. The customer never sees it." | "Die Kosten des Kunden gehen dorthin. Der Kunde sieht es nie.";
    AddedTitle = "Your new customer has been added!" | "Ihr neuer Kunde ist hinzugefügt!";
    AddedIntro = "Nobody was told by mail. Give {name} their way in: create or invite a user." | "Niemand wurde per Mail benachrichtigt. Geben Sie {name} den Zugang: legen Sie einen Benutzer an oder laden Sie einen ein.";
    InviteTitle = "Whom do you invite?" | "Wen laden Sie ein?";
    InviteIntro = "Your contact gets a mail with a link, creates their account and becomes its first administrator. You see the mail before it is sent."
        | "Ihre Ansprechperson bekommt eine Mail mit einem Link, legt ihr Konto an und wird dessen erster Administrator. Sie sehen die Mail, bevor sie gesendet wird.";
    InviteContactName = "Contact name" | "Name der Ansprechperson";
    InviteContactNameHelp = "Who sets the account up." | "Wer das Konto einrichtet.";
    InviteContactEmail = "Contact e-mail address" | "E-Mail-Adresse der Ansprechperson";
    InviteContactEmailHelp = "The invitation is sent there." | "Dorthin geht die Einladung.";
    InviteLanguage = "Language of the email" | "Sprache der E-Mail";
    InvitedDoneTitle = "Your invitation is on its way!" | "Ihre Einladung ist unterwegs!";
    InvitedDoneIntro = "{name} is listed as invited until the link in the mail is used. It works for seven days." | "{name} steht als eingeladen in der Liste, bis der Link in der Mail benutzt wird. Er gilt sieben Tage.";
    DoneInvites = "See all invitations" | "Alle Einladungen zeigen";
    MailPreview = "This mail is sent" | "Diese Mail wird gesendet";
    MailPreviewTo = "To" | "An";
    MailPreviewFrom = "From" | "Von";
    MailPreviewSubject = "Subject" | "Betreff";
    NeedsBilling = "A billing account comes first" | "Zuerst braucht es ein Rechnungskonto";
    NeedsPlans = "There is no plan to choose yet" | "Es gibt noch keinen Tarif";
    NeedsPlansBody = "A customer made this way has a plan, and only the operator of this portal can add plans. Ask them to add one."
        | "Ein so angelegter Kunde hat einen Tarif, und nur der Betreiber dieses Portals kann Tarife hinzufügen. Bitten Sie ihn darum.";
    NeedsBillingBody = "The charges of such a customer go to a billing account of yours, and you have none yet." | "Die Kosten eines solchen Kunden gehen an ein Rechnungskonto von Ihnen, und Sie haben noch keines.";
    MailCustomerInvitation = "{reseller} invites you to {team}" | "{reseller} lädt Sie zu {team} ein";
    MailCustomerInvitationHello = "Dear {name}," | "Guten Tag {name},";
    MailCustomerInvitationBody = "{reseller} invites you to manage the services of {team} yourself, in a self-service portal powered by {reseller}. Follow the link to create your account and complete the sign-up."
        | "{reseller} lädt Sie ein, die Dienste von {team} selbst zu verwalten, in einem Portal von {reseller}. Folgen Sie dem Link, um Ihr Konto anzulegen und die Anmeldung abzuschließen.";
    MailCustomerInvitationLink = "Connect here" | "Hier verbinden";
    ContactOfInvitation = "Contact" | "Ansprechperson";
    CustomerNobody = "Nobody can sign in yet" | "Noch kann sich niemand anmelden";
    StateInvited = "Invited" | "Eingeladen";
    StateAwaiting = "Awaiting activation" | "Wartet auf Aktivierung";
    PayerBillingAccount = "Billing account" | "Rechnungskonto";

    // One's own company
    RecordEdit = "Edit" | "Ändern";
    RecordEditOf = "Edit: {what}" | "Ändern: {what}";
    RecordEditIntro = "For {name}." | "Für {name}.";
    RecordSave = "Save changes" | "Änderungen speichern";
    RecordSaved = "The changes are saved" | "Die Änderungen sind gespeichert";
    CompanyNamesTried = "The name was changed often lately. Keep it as it is for some hours, or ask your reseller to change it" | "Der Name wurde zuletzt oft geändert. Lassen Sie ihn einige Stunden, wie er ist, oder bitten Sie Ihren Anbieter um die Änderung";
    RecordChanged = "Somebody else changed this at the same time. What you typed is still here. Compare it with what is stored now, then save again"
        | "Jemand anders hat das zur selben Zeit geändert. Ihre Eingaben sind noch da. Vergleichen Sie sie mit dem, was jetzt gespeichert ist, und speichern Sie noch einmal";
    RecordNotYours = "What you pay, and to whom, is agreed with {reseller}. Ask them if you want to change it."
        | "Was Sie zahlen und an wen, ist mit {reseller} vereinbart. Fragen Sie dort, wenn Sie es ändern möchten.";
    OnlyAdministratorsEditCompany = "Only administrators can change these details. Ask one of yours." | "Nur Administratoren können diese Daten ändern. Fragen Sie einen von Ihren.";

    // Invitations of customers
    Invites = "Invites" | "Einladungen";
    InvitesIntro = "Every invitation to act for one of your customers, the newest first." | "Jede Einladung, für einen Ihrer Kunden zu handeln, die neueste zuerst.";
    InvitesNone = "Nobody was invited yet" | "Noch wurde niemand eingeladen";
    InvitesNoneBody = "Invite a customer, and see here whether the mail was sent and the invitation accepted." | "Laden Sie einen Kunden ein und sehen Sie hier, ob die Mail gesendet und die Einladung angenommen wurde.";
    InvitesNoneOf = "No invitation is in this state" | "Keine Einladung ist mit diesem Status";
    InvitesFilter = "State" | "Status";
    InvitesAll = "All" | "Alle";
    InvitePending = "Pending" | "Offen";
    InviteAccepted = "Accepted" | "Angenommen";
    InviteExpired = "Expired" | "Abgelaufen";
    InviteRevoked = "Revoked" | "Zurückgenommen";
    InviteSuperseded = "Sent anew" | "Neu gesendet";
    InviteColumnWho = "Who" | "Wer";
    InviteColumnWhen = "Invited" | "Eingeladen";
    InviteColumnMail = "Mail" | "Mail";
    InviteColumnDo = "Actions" | "Aktionen";
    InviteResend = "Resend Invite" | "Erneut einladen";
    InviteRevoke = "Revoke" | "Zurücknehmen";
    InviteLink = "Get the link" | "Link holen";
    InviteLinkTitle = "The link for {name}" | "Der Link für {name}";
    InviteLinkBody = "Hand it over yourself. It is shown this once, works once, and takes the place of every link sent before."
        | "Geben Sie ihn selbst weiter. Er wird nur dieses eine Mal gezeigt, gilt einmal und ersetzt jeden früher gesendeten Link.";
    OnlySomeResend = "Only administrators and support can do this. Ask one of {reseller}." | "Das können nur Administratoren und Support. Fragen Sie jemanden bei {reseller}.";
    MailByHand = "link handed over" | "Link übergeben";
    InDays = "expires in {number} {number|day|days}" | "läuft in {number} {number|Tag|Tagen} ab";
    InHours = "expires in {number} h" | "läuft in {number} Std. ab";

    // Billing accounts
    Billing = "Billing" | "Abrechnung";
    BillingIntro = "The billing accounts to which the charges of your customers go." | "Die Rechnungskonten, an die die Kosten Ihrer Kunden gehen.";
    BillingNone = "No billing account yet" | "Noch kein Rechnungskonto";
    BillingNoneBody = "Customers whom you add or invite need one: their charges go to it." | "Kunden, die Sie hinzufügen oder einladen, brauchen eines: ihre Kosten gehen dorthin.";
    BillingAdd = "Add a billing account" | "Rechnungskonto hinzufügen";
    BillingSave = "Save billing account" | "Rechnungskonto speichern";
    BillingSaved = "The billing account is saved" | "Das Rechnungskonto ist gespeichert";
    BillingDeleted = "The billing account is deleted" | "Das Rechnungskonto ist gelöscht";
    BillingName = "Name or PO number" | "Name oder Bestellnummer";
    BillingNameHelp = "First and last name, or the number of a purchase order." | "Vor- und Nachname oder die Nummer einer Bestellung.";
    BillingPhoneHelp = "So that somebody can be asked about a charge. Begin with + and the country’s code, or write it as people of the address’s country do."
        | "Damit sich jemand zu einer Belastung fragen lässt. Beginnen Sie mit + und der Landesvorwahl, oder schreiben Sie sie wie im Land der Anschrift üblich.";
    BillingEmailHelp = "Where your billing can be reached. No email is sent to it."
        | "Unter dieser Adresse ist Ihre Abrechnung erreichbar. Es wird keine E-Mail dorthin gesendet.";
    BillingDefault = "Preset it for new customers?" | "Für neue Kunden voreinstellen?";
    BillingDefaultHelp = "One account is preset. Choosing this one takes the place of the other." | "Ein Konto ist voreingestellt. Wählen Sie dieses, ersetzt es das bisherige.";
    BillingIsDefault = "preset" | "voreingestellt";
    BillingCustomers = "{number} {number|customer|customers}" | "{number} {number|Kunde|Kunden}";
    BillingManyCustomers = "more than {number} customers" | "mehr als {number} Kunden";
    BillingOneCustomer = "1 customer" | "1 Kunde";
    BillingNoCustomer = "no customer" | "kein Kunde";
    BillingDelete = "Delete" | "Löschen";
    BillingDeleteTitle = "Delete this billing account" | "Dieses Rechnungskonto löschen";
    BillingInUse = "The charges of customers go to this account, so it cannot be deleted"
        | "Die Kosten von Kunden gehen an dieses Konto, also lässt es sich nicht löschen";
    BillingDefaultStays = "The preset account cannot be deleted. Preset another one first" | "Das voreingestellte Konto lässt sich nicht löschen. Stellen Sie zuerst ein anderes ein";
    BillingEmailTaken = "Another billing account has this e-mail address. Use that one, or enter another address"
        | "Ein anderes Rechnungskonto hat diese E-Mail-Adresse. Verwenden Sie jenes oder geben Sie eine andere Adresse ein";
    BillingMeanwhile = "Somebody else changed this account meanwhile. What you typed is still here: look at what stands now, then save again"
        | "Jemand anderes hat dieses Konto inzwischen geändert. Ihre Eingaben sind noch hier: sehen Sie nach, was jetzt gilt, und speichern Sie erneut";
    OnlyStaffReadBilling = "Only administrators, managers and readers of {reseller} see this. Ask one of them." | "Nur Administratoren, Manager und Leser von {reseller} sehen das. Fragen Sie jemanden davon.";
    OnlyAdministratorsManageBilling = "Only administrators can change billing accounts. Ask an administrator of {reseller}." | "Nur Administratoren können Rechnungskonten ändern. Fragen Sie einen Administrator von {reseller}.";
    AuditBillingSaved = "Saved a billing account" | "Rechnungskonto gespeichert";
    AuditBillingDeleted = "Deleted a billing account" | "Rechnungskonto gelöscht";
    AuditCustomerChanged = "Changed a customer's details" | "Kundendaten geändert";
    AuditCompanyChanged = "Changed a company" | "Firma geändert";
    AuditInvitationLink = "Took the link of an invitation" | "Link einer Einladung geholt";

    // Mails
    Mails = "Mail" | "Mail";
    MailsIntro = "What became of the mails that were sent in your name." | "Was aus den Mails wurde, die in Ihrem Namen gesendet wurden.";
    MailNone = "No mail is in this state" | "Keine Mail ist mit diesem Status";
    MailNoneFailed = "No mail was given up" | "Bei keiner Mail ist das Senden gescheitert";
    MailColumnTo = "To" | "An";
    MailColumnWhat = "What" | "Was";
    MailColumnWhy = "Why" | "Warum";
    MailColumnWhen = "When" | "Wann";
    MailAttempts = "tried {number} {number|time|times}" | "{number}-mal versucht";
    MailAgain = "Send again" | "Erneut senden";
    MailAgainDone = "The mail to {name} is on its way again" | "Die Mail an {name} ist wieder unterwegs";
    MailAgainSettled = "This mail waits to be sent, was sent meanwhile, or its invitation has ended" | "Diese Mail wartet schon, wurde inzwischen gesendet, oder ihre Einladung ist vorbei";
    MailKindInvitation = "Invitation" | "Einladung";
    MailKindSetPassword = "Link to choose a password" | "Link zur Passwortwahl";
    MailKindReceipt = "Receipt" | "Beleg";
    MailKindOther = "Message" | "Nachricht";
    DeliveryFailed = "Given up" | "Aufgegeben";
    DeliveryQueued = "Waiting" | "Wartend";
    DeliverySent = "Sent" | "Gesendet";
    DeliveryDropped = "Not needed any more" | "Nicht mehr nötig";
    OnlySomeReadMail = "Only administrators and support see what became of mails. Ask one of {reseller}." | "Nur Administratoren und Support sehen, was aus Mails wurde. Fragen Sie jemanden bei {reseller}.";
    AuditMailResent = "Sent a mail again" | "Mail erneut gesendet";

    // The operator's switches
    Flows = "Ways to make a customer" | "Wege, einen Kunden anzulegen";
    FlowWhiteLabel = "Offer “Create New Customer”?" | "„Neuen Kunden anlegen“ anbieten?";
    FlowNetwork = "Offer “Add New Customer” and “Invite New Customer”?" | "„Kunden hinzufügen“ und „Kunden einladen“ anbieten?";
    } };
}
pub(super) use network;
