//! Nothing tells more than the page: 100,000 random requests of everybody, held against a naive
//! twin that knows of each person what his pages say and nothing else.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use axum::body::Body;
use serde_json::{Value, json};
use server::table::{Route, Takes};

use crate::house::{Answer, House};
use crate::trust::let_in;

/// Requests drawn.
const DRAWN: usize = 100_000;
const ABSENT: &str = "01900000-0000-7000-8000-000000000000";
const WHO: &[&str] = &[
    "officer",
    "officer2",
    "head",
    "clerk",
    "auditor",
    "commission",
    "nea",
    "party",
    "reader",
    "other",
    "provider",
    "miit",
    "mps",
    "admin",
    "",
];

/// Words that stand in one place each: whoever reads one has read that place.
struct Words(u32);

impl Words {
    fn next(&mut self, about: &str) -> String {
        self.0 += 1;
        format!("{about} zq{:06}", self.0)
    }
}

/// The marked words of an answer.
fn marks(bytes: &[u8]) -> BTreeSet<u32> {
    let digits = |at: usize| {
        let word = bytes.get(at + 2..at + 8)?;
        std::str::from_utf8(word).ok()?.parse().ok()
    };
    let starts = (0..bytes.len().saturating_sub(7)).filter(|at| &bytes[*at..at + 2] == b"zq");
    starts.filter_map(digits).collect()
}

struct World {
    house: House,
    reviews: Vec<String>,
    filings: Vec<String>,
    /// Every id that stands somewhere in a path.
    ids: BTreeMap<&'static str, Vec<String>>,
    /// Who sent a file that no act names yet, and the secrets in it.
    sent: (&'static str, RangeInclusive<u32>),
}

async fn draft(house: &House, who: &str, words: &mut Words) -> String {
    let body = json!({
        "kind": "procurement",
        "subject": {"title": words.next("采购"), "description": words.next("说明"),
                    "protection_department": "nea", "provider": "kewei"},
        "answers": {"no_state_secrets": true},
    });
    let filing = house.post("/api/v1/filings", who, body).await.is(201);
    let id = filing["id"].as_str().unwrap().to_owned();
    for material in ["declaration", "analysis", "documents"] {
        let name = words.next(material).replace(' ', "-");
        let path = format!("/api/v1/filings/{id}/materials/{material}?name={name}.txt");
        let media = [("content-type", "text/plain")];
        house.raw("PUT", &path, who, Body::from(words.next("内容")), &media).await.is(201);
    }
    id
}

async fn submitted(house: &House, who: &str, words: &mut Words) -> (String, String) {
    let filing = draft(house, who, words).await;
    let path = format!("/api/v1/filings/{filing}/submit");
    let done = house.post(&path, who, Value::Null).await.is(201);
    (done["review"].as_str().unwrap().to_owned(), filing)
}

async fn file(house: &House, review: &str, who: &str, words: &mut Words) -> String {
    let name = words.next("f").replace(' ', "-");
    let path = format!("/api/v1/reviews/{review}/files?name={name}.txt");
    let sent = house.raw("POST", &path, who, Body::from(words.next("附件")), &[]).await.is(201);
    sent["id"].as_str().unwrap().to_owned()
}

/// What happens in the first case.
fn far_along(w: &mut Words, supplement: &str, letter: &str) -> [(&'static str, Value); 7] {
    [
        ("officer", json!({"act": "open-review", "because": w.next("理由")})),
        ("officer", json!({"act": "request-supplement", "what": w.next("清单")})),
        ("party", json!({"act": "supply-supplement", "files": [supplement]})),
        ("officer", json!({"act": "note", "text": w.next("内部意见"), "files": [letter]})),
        ("officer", json!({"act": "propose", "conclusion": "pass"})),
        ("miit", json!({"act": "reply", "opinion": "disagree", "because": w.next("意见")})),
        ("mps", json!({"act": "reply", "opinion": "agree", "text": w.next("意见")})),
    ]
}

/// A case that is closed and destroyed: of its secrets nobody's page says one any more.
async fn destroyed(house: &House, w: &mut Words) -> String {
    let (review, _) = submitted(house, "party", w).await;
    for who in ["officer", "head", "head2"] {
        house.declares(&review, who, false).await;
    }
    let letter = file(house, &review, "officer", w).await;
    let note = json!({"act": "note", "text": w.next("内部"), "files": [letter], "position": 1});
    house.act(&review, "officer", note).await.is(201);
    let closed = json!({"act": "find-no-review-needed", "position": 2});
    house.act(&review, "head", closed).await.is(201);
    let all = format!("/api/v1/reviews/{review}/destructions");
    let why = w.next("依保密部门要求销毁");
    let body = json!({"what": "docket", "ground": "state-secret", "because": why});
    let request = house.post(&all, "head", body).await.is(201);
    let id = request["id"].as_str().unwrap();
    let answer = format!("/api/v1/four-eyes/{id}/answer");
    house.post(&answer, "head2", json!({"answer": "confirmed"})).await.is(200);
    house.post(&format!("{all}/{id}"), "head", Value::Null).await.is(201);
    review
}

/// Six cases and two drafts, far along and hardly begun, with a secret in each place.
async fn world() -> World {
    let mut house = House::new();
    let_in(&mut house, "head2", "另一负责人", "office", "head");
    let mut words = Words(0);
    let w = &mut words;
    let (first, filing) = submitted(&house, "party", w).await;
    let (second, filing2) = submitted(&house, "other", w).await;
    let (third, filing3) = submitted(&house, "party", w).await;
    let drafts = [draft(&house, "party", w).await, draft(&house, "other", w).await];
    for review in [&first, &second, &third] {
        for who in ["officer", "head"] {
            house.declares(review, who, false).await;
        }
    }
    house.declares(&first, "officer2", true).await;
    let mut files = Vec::new();
    let supplement = file(&house, &first, "party", w).await;
    let letter = file(&house, &first, "officer", w).await;
    files.extend([supplement.clone(), letter.clone()]);
    let acts = far_along(w, &supplement, &letter);
    for (at, (who, mut act)) in (1..).zip(acts) {
        act["position"] = at.into();
        house.act(&first, who, act).await.is(201);
    }
    let note = json!({"act": "note", "text": w.next("内部"), "position": 1});
    house.act(&second, "head", note).await.is(201);
    let before = w.0;
    files.push(file(&house, &third, "party", w).await);
    // No page links to what waits for an act; whoever sent it knows it.
    let sent = ("party", before + 1..=w.0);
    let opens = json!({"act": "open-review", "position": 1});
    house.act(&third, "head", opens).await.is(201);
    let source = json!({"act": "request-supplement", "of": "provider", "what": w.next("源码"),
                        "position": 2});
    house.act(&third, "officer", source).await.is(201);
    let asking = json!({"act": "ask-ex-officio", "object": "product", "what": w.next("对象")});
    let asked = house.post("/api/v1/reviews", "miit", asking).await;
    let fourth = asked.is(201)["review"].as_str().unwrap().to_owned();
    let why = w.next("情况紧急须立即核对");
    let need = json!({"review": second, "because": why});
    let begun = house.post("/api/v1/emergencies", "officer2", need).await.is(201);
    let two =
        json!({"deed": "export-docket", "about": first, "because": w.next("依法调取卷宗材料")});
    let two = house.post("/api/v1/four-eyes", "officer", two).await.is(201);
    let id = |told: &Value| told["id"].as_str().unwrap().to_owned();
    let gone = destroyed(&house, w).await;
    let reviews = vec![first, second, third, fourth, gone];
    let filings: Vec<String> = [filing, filing2, filing3].into_iter().chain(drafts).collect();
    let ids = BTreeMap::from([
        ("reviews", reviews.clone()),
        ("filings", filings.clone()),
        ("file", files),
        ("emergencies", vec![id(&begun)]),
        ("four-eyes", vec![id(&two)]),
        ("material", ["declaration", "analysis", "other"].map(str::to_owned).to_vec()),
        ("notice", ["1", "2", "9"].map(str::to_owned).to_vec()),
    ]);
    World { house, reviews, filings, ids, sent }
}

/// The addresses of files that a page links to.
fn downloads(page: &str) -> Vec<String> {
    let links = page.split("href=\"/api/v1/").skip(1).filter_map(|rest| rest.split('"').next());
    links
        .filter(|it| it.contains("/files/") || it.contains("/materials/"))
        .map(|it| format!("/api/v1/{it}"))
        .collect()
}

/// What somebody's pages say: the naive twin.
struct Known {
    words: BTreeSet<u32>,
    /// The reviews whose page is not there.
    hidden: BTreeSet<String>,
}

async fn known(world: &World, who: &str) -> Known {
    let mut pages = vec!["/reviews".to_owned(), "/filings".to_owned(), "/emergencies".to_owned()];
    pages.extend(["/four-eyes".to_owned(), "/readings".to_owned(), "/readings/all".to_owned()]);
    let (mut words, mut hidden) = (BTreeSet::new(), BTreeSet::new());
    for id in &world.reviews {
        pages.extend([format!("/reviews/{id}"), format!("/reviews/{id}/docket")]);
        pages.push(format!("/reviews/{id}/readings"));
        // Where one's own files wait that no act names yet.
        pages.extend(["supply-supplement", "note"].map(|act| format!("/reviews/{id}/acts/{act}")));
        pages.extend((1..9).map(|nth| format!("/reviews/{id}/notices/{nth}")));
    }
    pages.extend(world.filings.iter().map(|id| format!("/filings/{id}")));
    for page in &pages {
        let answer = world.house.get(page, who).await;
        if answer.status == 404 && page.starts_with("/reviews/") && page.matches('/').count() == 2 {
            hidden.insert(page.trim_start_matches("/reviews/").to_owned());
        }
        if answer.status != 200 {
            continue;
        }
        words.extend(marks(&answer.bytes));
        for file in downloads(&answer.text()) {
            let content = world.house.get(&file, who).await;
            assert_eq!(content.status, 200, "{who} is shown {file}");
            words.extend(marks(&content.bytes));
        }
    }
    if who == world.sent.0 {
        words.extend(world.sent.1.clone());
    }
    Known { words, hidden }
}

/// A request.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Request {
    method: String,
    path: String,
    body: bool,
    /// The review that the path names.
    review: Option<String>,
}

/// Chance that can be had again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The routes that somebody may try at random: all that read, and of those that write every one
/// whose body can be made such that nothing is written.
fn routes() -> Vec<Route> {
    let all = server::api::table().into_iter().chain(server::page_table());
    let tried = all.filter(|route| {
        let reads = route.method == axum::http::Method::GET;
        reads || matches!(route.takes, Takes::Fields(_) | Takes::Act(_))
    });
    // What is computed for anybody knows no case.
    let of_cases = tried.filter(|route| {
        !["/days", "/law", "/session", "/links", "/demo"].iter().any(|it| route.path.contains(it))
    });
    of_cases.collect()
}

fn draw(world: &World, routes: &[Route], chance: &mut Chance) -> Request {
    let route = chance.of(routes);
    let mut path = String::new();
    let (mut before, mut review) = ("", None);
    for part in route.path.split('/').skip(1) {
        path.push('/');
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
            path.push_str(part);
            before = part;
            continue;
        };
        let pool = world.ids.get(name).or_else(|| world.ids.get(before));
        let id = match pool {
            Some(pool) if chance.below(12) != 0 => chance.of(pool).clone(),
            Some(_) | None => ABSENT.to_owned(),
        };
        if before == "reviews" && name == "id" {
            review = Some(id.clone());
        }
        path.push_str(&id);
    }
    let mut join = '?';
    for parameter in route.query {
        let value = match parameter.name {
            "q" => format!("zq{:06}", 1 + chance.below(70)),
            "step" => (*chance.of(&["intake", "consultation", "preliminary-review"])).to_owned(),
            "waiting_for" => (*chance.of(&["office", "party", "unit:miit", "unit:mof"])).to_owned(),
            "party" => (*chance.of(&["beichen", "yunhe"])).to_owned(),
            "order" => (*chance.of(&["urgent", "newest"])).to_owned(),
            "state" => (*chance.of(&["open", "closed", "all"])).to_owned(),
            "limit" => (1 + chance.below(3)).to_string(),
            "overdue" => (*chance.of(&["true", "false"])).to_owned(),
            "due_before" => (*chance.of(&["2026-03-20", "2026-06-01"])).to_owned(),
            "review" => chance.of(&world.reviews).clone(),
            "cursor" => (*chance.of(&["5", "", "none.x.1", "2026-04-10.x."])).to_owned(),
            _ => "en".to_owned(),
        };
        if chance.below(3) == 0 {
            path.push_str(&format!("{join}{}={value}", parameter.name));
            join = '&';
        }
    }
    let body = route.method != axum::http::Method::GET;
    Request { method: route.method.to_string(), path, body, review }
}

async fn send(house: &House, who: &str, request: &Request, path: &str) -> Answer {
    let nonsense = json!({"no-such-field": 1, "act": "no-such-act"});
    let page = !path.starts_with("/api/");
    match request.body {
        false => house.get(path, who).await,
        true if page => {
            let form = [("content-type", "application/x-www-form-urlencoded")];
            house.raw(&request.method, path, who, Body::from("no-such-field=1"), &form).await
        }
        true => house.send(&request.method, path, who, nonsense).await,
    }
}

/// Headers as bytes, without those that tell the time.
fn headers(answer: &Answer) -> Vec<u8> {
    answer
        .headers
        .iter()
        .flat_map(|(name, value)| [name.as_str().as_bytes(), value.as_bytes()].concat())
        .collect()
}

#[tokio::test]
async fn nothing_tells_more_than_the_page_in_100_000_random_requests() {
    let world = world().await;
    let routes = routes();
    let mut knows = HashMap::new();
    for who in WHO {
        knows.insert(*who, known(&world, who).await);
    }
    // The twin itself is no empty promise: everybody knows something else.
    assert!(25 < knows["officer"].words.len() && knows["admin"].words.is_empty());
    assert!(knows["party"].words.is_disjoint(&knows["other"].words));
    let mut chance = Chance(0x5EED_CA5E_0000_0001);
    let (mut met, mut hidden) = (HashMap::<(&str, Request), ()>::new(), 0);
    for _ in 0..DRAWN {
        let who = *chance.of(WHO);
        let request = draw(&world, &routes, &mut chance);
        // The same person who asks the same again is answered the same.
        if met.insert((who, request.clone()), ()).is_some() {
            continue;
        }
        let answer = send(&world.house, who, &request, &request.path).await;
        let name = format!("{who} {} {}: {}", request.method, request.path, answer.status);
        assert!(answer.status.as_u16() < 500, "{name}");
        let known = &knows[who];
        // What a search was for comes back in its form.
        let asked_for = marks(request.path.as_bytes());
        let told = marks(&answer.bytes).into_iter().chain(marks(&headers(&answer)));
        let more: Vec<u32> =
            told.filter(|word| !known.words.contains(word) && !asked_for.contains(word)).collect();
        assert!(more.is_empty(), "{name} tells {more:?}: {}", answer.text());
        // A search for what one may not read finds nothing, wherever it stands.
        if request.path.starts_with("/api/v1/reviews?") && !asked_for.is_subset(&known.words) {
            let found = answer.status == 200 && answer.json()["reviews"] != json!([]);
            assert!(!found, "{name} finds {asked_for:?}");
        }
        let Some(review) = request.review.as_ref().filter(|id| known.hidden.contains(*id)) else {
            continue;
        };
        hidden += 1;
        let nowhere = request.path.replace(review.as_str(), ABSENT);
        let nowhere = send(&world.house, who, &request, &nowhere).await;
        let same = |answer: &Answer| answer.text().replace(review.as_str(), ABSENT);
        assert_eq!(answer.status, nowhere.status, "{name}");
        assert_eq!(same(&answer), same(&nowhere), "{name} tells that there is one");
    }
    assert!(2_000 < met.len() && 300 < hidden, "{} distinct, {hidden} of hidden", met.len());
}
