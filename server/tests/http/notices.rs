//! How a reseller's mails look, and what it announces to technical contacts (S1.7), as a client of HTTP without the WASM meets them.

use backend::{demo, jobs::Queue, testing::test_database};
use domain::mail_look::LARGEST_LOGO;
use reqwest::{StatusCode, header};
use sqlx::{ConnectOptions, Executor, Row};

use crate::{
    links::Post,
    payments::page,
    visitor::{Visitor, between, location},
};

/// The smallest picture that there is: one pixel.
const PIXEL: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\
    \xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

/// Sends a file as browsers do (RFC 7578).
async fn upload(visitor: &Visitor, bytes: &[u8]) -> reqwest::Response {
    let head = b"--x\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n";
    let body = [head.as_slice(), bytes, b"\r\n--x--\r\n"].concat();
    visitor
        .client
        .post(format!("{}/settings/mail/logo", visitor.address))
        .header(header::COOKIE, visitor.cookie())
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .body(body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn mails_are_in_the_resellers_name_colour_and_logo() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let fields = |colour, reply| {
        [
            ("do", "look"),
            ("answers[mail_sender]", "Acme Voice"),
            ("answers[mail_reply_to]", reply),
            ("answers[mail_colour]", colour),
            ("answers[mail_footer]", "Acme Ltd\r\n1 Main Street\r\n<b>Register 1</b>"),
        ]
    };
    for (colour, reply, why) in [
        ("#ffee00", "help@acme.example", "White text cannot be read on this colour"),
        ("blue", "help@acme.example", "#2f4bd8"),
        ("#102030", "nobody", "name@example.com"),
    ] {
        let refused = ada.post("/settings/mail", &fields(colour, reply)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text().await.unwrap();
        assert!(text.contains(why) && text.contains("Acme Voice") && text.contains("1 Main Street"), "{why}: {text}");
    }
    let saved = ada.post("/settings/mail", &fields("#102030", "help@acme.example")).await;
    assert!(ada.told(&saved).await.starts_with("/settings/mail: How mails look is saved."));
    let stale = ada.post("/settings/mail", &fields("#000000", "help@acme.example")).await.text().await.unwrap();
    assert!(
        stale.contains("Somebody changed how mails look") && stale.contains("value=\"#000000\""),
        "from an old tab: {stale}"
    );

    // A head that says it has 60,000 pixels a side.
    let mut vast = PIXEL.to_vec();
    vast[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    vast[29..33].copy_from_slice(&[0x80, 0xd2, 0x75, 0x42]);
    for (bytes, said) in [
        (b"".as_slice(), "?logo=missing"),
        (b"<svg onload=alert(1)>", "?logo=unknown"),
        (&vec![0; LARGEST_LOGO + 1], "?logo=large"),
        (&vast, "?logo=pixels"),
        (&[PIXEL, b"<script>alert(1)</script>"].concat(), ""),
    ] {
        assert_eq!(location(&upload(&ada, bytes).await), format!("/settings/mail{said}"));
    }
    assert!(page(&mut ada, "/settings/mail?logo=unknown").await.contains("neither a PNG nor a JPEG"));
    let logo = ada.get("/settings/mail/logo").await;
    assert_eq!(logo.headers()[header::CONTENT_TYPE], "image/png");
    let logo = logo.bytes().await.unwrap();
    assert!(logo.starts_with(b"\x89PNG") && !logo.windows(7).any(|part| part == b"<script"), "nothing but its pixels");
    let shown = page(&mut ada, "/settings/mail?sample=receipt").await;
    assert!(shown.contains("src=\"/settings/mail/sample/receipt\"") && shown.contains("Acme Ltd"), "{shown}");
    let sample = ada.get("/settings/mail/sample/receipt").await;
    let policy = sample.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script-src"), "{policy}");
    let sample = sample.text().await.unwrap();
    assert!(sample.contains("data:image/png;base64,") && sample.contains("&lt;b&gt;Register 1"), "{sample}");

    // What is sent looks so.
    ada.post(
        "/users/invite",
        &[("answers[user_emails]", "uma@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;
    let mail = post.newest(&ada, "uma@acme.example").await;
    assert_eq!((mail.from.0.as_str(), mail.reply_to.as_deref()), ("Acme Voice", Some("help@acme.example")));
    assert!(mail.html.contains("src=\"cid:logo\"") && mail.html.contains("background:#102030"), "{}", mail.html);
    assert!(
        mail.text.replace("\r\n", "\n").ends_with("Acme Voice\nAcme Ltd\n1 Main Street\n<b>Register 1</b>\n"),
        "{}",
        mail.text
    );
    assert_eq!(mail.pictures, [logo.to_vec()]);
    // Another reseller's look as before, and nobody else decides over it.
    let mut bo = ada.another();
    bo.sign_in("bo@borealis.example", demo::PASSWORD).await;
    bo.post(
        "/users/invite",
        &[("answers[user_emails]", "una@borealis.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;
    let mail = post.newest(&ada, "una@borealis.example").await;
    assert!(mail.from.0 == "Borealis Networks" && mail.reply_to.is_none() && mail.pictures.is_empty());
    assert_eq!(bo.get("/settings/mail/logo").await.status(), StatusCode::NOT_FOUND);
    let mut rita = ada.another();
    rita.sign_in("rita@acme.example", demo::PASSWORD).await;
    assert_eq!(upload(&rita, PIXEL).await.status(), StatusCode::FORBIDDEN);
    let nobody = ada.another();
    assert_eq!(upload(&nobody, PIXEL).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(ada.doing("/settings/mail", &[("do", "remove")]).await, "/settings/mail: The logo is removed.");
    assert_eq!(ada.get("/settings/mail/logo").await.status(), StatusCode::NOT_FOUND);
    assert!(page(&mut ada, "/audit").await.contains("Look of mails changed"));
}

/// Adds a customer of network services; gives its id.
async fn add(visitor: &mut Visitor, at: u8, company: &str, technical: &str) -> String {
    let first = page(visitor, "/customers/add").await;
    let account = first.split("id=\"billing_account\"").nth(1).unwrap();
    let account = account.split("<option").find(|option| option.contains("selected")).unwrap();
    let account = between(account, "value=\"", "\"").to_owned();
    let draft = format!("019a0000-0000-7000-8000-0000000000{at:02}");
    let answers = [
        ("company_name", company),
        ("company_country", "NO"),
        ("company_line1", "1 Kirkegata"),
        ("company_postal_code", "0153"),
        ("company_city", "Oslo"),
        ("technical_email", technical),
        ("billing_account", &account),
    ];
    let led = visitor.step_of("network_add", &draft, "0", "company", &answers).await;
    assert_eq!(location(&led), format!("/customers/new/{draft}/check"));
    visitor.submit(&draft).await;
    let list = page(visitor, "/customers").await;
    let of = list.split("/customers/").find(|part| part.contains(company)).unwrap();
    of.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_notice_goes_to_the_technical_contacts_that_were_chosen_and_once_to_each() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let post = Post::of(&ada).await;
    assert!(page(&mut ada, "/notices").await.contains("Nothing was announced yet"));
    let osprey = add(&mut ada, 11, "Osprey Networks", "noc@osprey.example").await;
    add(&mut ada, 12, "Petrel Lines", "shared@noc.example").await;
    let puffin = add(&mut ada, 13, "Puffin Lines", "Shared@noc.example").await;

    let fields = |subject, from| {
        [
            ("answers[notice_subject]", subject),
            ("answers[notice_day]", "2026-12-01"),
            ("answers[notice_from]", from),
            ("answers[notice_until]", "02:00"),
            ("answers[notice_body]", "We replace a router.\r\n\r\nCalls may break off."),
        ]
    };
    for (subject, from, why) in [("", "22:00", "Enter the subject"), ("Work", "", "Say from when and to when")] {
        let refused = ada.post("/notices/new", &fields(subject, from)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text().await.unwrap();
        assert!(text.contains(why) && text.contains("We replace a router."), "{why}: {text}");
    }
    let notice = location(&ada.post("/notices/new", &fields("Work on <Tuesday>", "22:00")).await);
    let seen = page(&mut ada, &notice).await;
    assert!(
        seen.contains("All customers with a technical contact (3)") && seen.contains("Send to 2 technical contacts"),
        "{seen}"
    );
    assert!(seen.contains("1 December 2026, 22:00–02:00") && seen.contains("We replace a router."), "{seen}");
    let mail = page(&mut ada, &format!("{notice}/mail")).await;
    assert!(mail.contains("Work on &lt;Tuesday&gt;") && mail.contains("Calls may break off."), "{mail}");

    // Only some; another tab that still shows everybody is told so, and sends nothing.
    assert_eq!(location(&ada.post(&notice, &[("do", "to"), ("to", "chosen"), ("version", "1")]).await), format!("{notice}#to"));
    let stale = ada.post(&notice, &[("do", "send"), ("version", "1")]).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text().await.unwrap().contains("Somebody changed or sent this notice meanwhile"));
    let nobody = ada.post(&notice, &[("do", "send"), ("version", "2")]).await.text().await.unwrap();
    assert!(nobody.contains("There is nobody to send it to yet"));
    let offered = page(&mut ada, &format!("{notice}?find=P")).await;
    assert!(
        offered.contains("Choose Petrel Lines")
            && offered.contains("Choose Puffin Lines")
            && !offered.contains("Choose Osprey")
    );
    for (version, customer) in [("2", &osprey), ("3", &puffin)] {
        let chosen = ada.post(&notice, &[("do", "choose"), ("customer", customer), ("version", version)]).await;
        assert_eq!(location(&chosen), format!("{notice}#to"));
    }
    let seen = page(&mut ada, &notice).await;
    assert!(seen.contains("Only the customers that I choose (2 chosen)") && seen.contains("Remove Puffin Lines"), "{seen}");
    let dropped = ada.post(&notice, &[("do", "drop"), ("customer", &puffin), ("version", "4")]).await;
    assert_eq!(location(&dropped), format!("{notice}#to"));
    assert!(page(&mut ada, &notice).await.contains("Send to 1 technical contact"));
    // A customer of another reseller's cannot be chosen.
    let strange =
        ada.post(&notice, &[("do", "choose"), ("customer", "019a0000-0000-7000-8000-00000000dead"), ("version", "5")]).await;
    assert_eq!(location(&strange), format!("{notice}#to"));
    assert!(page(&mut ada, &notice).await.contains("(1 chosen)"));
    let all = ada.post(&notice, &[("do", "to"), ("to", "everybody"), ("version", "6")]).await;
    assert_eq!(location(&all), format!("{notice}#to"));

    assert_eq!(ada.doing(&notice, &[("do", "send"), ("version", "7")]).await, format!("{notice}: The notice is on its way."));
    let again = ada.post(&notice, &[("do", "send"), ("version", "7")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "sent twice");
    assert!(page(&mut ada, &notice).await.contains("0 of 2 mails are sent"));
    // However many servers make its mails.
    tokio::join!(ada.stage.run_jobs(&[Queue::Other]), ada.stage.run_jobs(&[Queue::Other]));
    let mail = post.newest(&ada, "noc@osprey.example").await;
    assert_eq!(mail.subject, "Work on <Tuesday>");
    assert!(mail.text.contains("When: 1 December 2026, 22:00–02:00") && mail.text.contains("Osprey Networks"), "{}", mail.text);
    post.newest(&ada, "shared@noc.example").await;
    let row =
        options.connect().await.unwrap().fetch_one("select count(*)::text from mails where kind = 'notice'").await.unwrap();
    assert_eq!(row.get::<String, _>(0), "2");
    assert!(page(&mut ada, &notice).await.contains("2 of 2 mails are sent"));
    assert_eq!(location(&ada.get(&format!("{notice}/text")).await), notice, "what is sent stays as it is");
    let list = page(&mut ada, "/notices").await;
    assert!(list.contains("Work on &lt;Tuesday&gt;") && list.contains("Sent"), "{list}");

    // A draft is deleted, and changed by one at a time.
    let draft = location(&ada.post("/notices/new", &fields("Another", "22:00")).await);
    let changed =
        ada.post(&format!("{draft}/text"), &[fields("Other", "21:00").as_slice(), &[("version", "1")]].concat()).await;
    assert_eq!(location(&changed), draft);
    let stale = ada.post(&format!("{draft}/text"), &[fields("Third", "21:00").as_slice(), &[("version", "1")]].concat()).await;
    let stale = stale.text().await.unwrap();
    assert!(stale.contains("Somebody changed or sent this notice meanwhile") && stale.contains("value=\"Third\""), "{stale}");
    let mut bo = ada.another();
    bo.sign_in("bo@borealis.example", demo::PASSWORD).await;
    for path in [draft.clone(), format!("{draft}/mail"), format!("{draft}/text")] {
        assert_eq!(bo.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let gone = ada.post(&draft, &[("do", "delete"), ("version", "2")]).await;
    assert_eq!(ada.told(&gone).await, "/notices: The draft is deleted.");
    assert_eq!(ada.get(&draft).await.status(), StatusCode::NOT_FOUND);
    let audit = page(&mut ada, "/audit").await;
    for text in ["Notice saved", "Notice sent", "Notice deleted"] {
        assert!(audit.contains(text), "{text}");
    }
}
