//! Lists by pages, for those who may see few of many.

use serde_json::json;

use crate::house::House;

/// A review on which every member is consulted.
async fn proposed(house: &House) -> String {
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": 2});
    house.act(&review, "head", propose).await.is(201);
    review
}

/// A review that `mps` asks for, and no other unit knows of.
async fn asked_for(house: &House) {
    let asks = json!({"act": "ask-ex-officio", "object": "product", "what": "某型路由器"});
    house.post("/api/v1/reviews", "mps", asks).await.is(201);
}

/// The ids on each page, until there is no next.
async fn pages(house: &House, who: &str, query: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/v1/reviews?{query}{cursor}");
        let told = house.get(&path, who).await.is(200);
        let rows = told["reviews"].as_array().unwrap().iter();
        pages.push(rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect());
        match told["next"].as_str() {
            None => return pages,
            Some(next) => cursor = format!("&cursor={next}"),
        }
    }
}

fn lengths(pages: &[Vec<String>]) -> Vec<usize> {
    pages.iter().map(Vec::len).collect()
}

#[tokio::test]
async fn pages_are_full_and_next_means_that_there_is_more() {
    let house = House::new();
    let mut seen = Vec::new();
    for _ in 0..5 {
        for _ in 0..3 {
            asked_for(&house).await;
        }
        seen.push(proposed(&house).await);
    }
    for order in ["urgent", "newest"] {
        for (limit, expected) in [
            (1, vec![1, 1, 1, 1, 1]),
            (2, vec![2, 2, 1]),
            (3, vec![3, 2]),
            (5, vec![5]),
            (9, vec![5]),
        ] {
            let query = format!("order={order}&limit={limit}");
            let told = pages(&house, "miit", &query).await;
            assert_eq!(lengths(&told), expected, "{query}");
            let mut all: Vec<String> = told.concat();
            all.sort();
            seen.sort();
            assert_eq!(all, seen, "{query}");
        }
        // Whoever sees all of them: four pages of five, and none after them.
        let told = pages(&house, "officer", &format!("order={order}&limit=5")).await;
        assert_eq!(lengths(&told), [5, 5, 5, 5]);
        let told = pages(&house, "party", &format!("order={order}&limit=5")).await;
        assert_eq!(lengths(&told), [5]);
    }
}

#[tokio::test]
async fn where_few_of_very_many_are_seen_a_short_page_leads_on() {
    let house = House::new();
    let seen = proposed(&house).await;
    for _ in 0..1_100 {
        asked_for(&house).await;
    }
    let told = pages(&house, "miit", "order=newest&limit=2").await;
    // A thousand were looked at for the first page, in vain.
    assert_eq!(told, [vec![], vec![seen]]);
}
