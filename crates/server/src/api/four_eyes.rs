//! What takes two: asking, confirming, seeing what became of it.

use access::{Deed, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::Words;
use serde_json::{Value, json};
use store::desk::four_eyes::{self, Request};

use super::destructions::tell_wanted;
use crate::asked::Asked;
use crate::destruction::Wanted;
use crate::emergencies::must_be_a_reason;
use crate::four_eyes::Answer;
use crate::input::{Body, Field, Form, Kind};
use crate::problem::Problem;
use crate::sealed_opinions::round_of;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

/// Deeds by their words.
pub const DEEDS: &[&str] = &["open-opinions", "export-docket", "destroy-key", "recover-account"];
/// Those asked for here. What is to be destroyed is asked for where it is (`destructions`).
const ASKED: &[&str] = &["open-opinions", "export-docket", "recover-account"];
const ASK: &[Field] = &[
    Field::required("deed", Kind::OneOf(ASKED)),
    Field::required("about", Kind::Text),
    Field::required("because", Kind::Text),
];
const ANSWER: &[Field] = &[Field::required("answer", Kind::OneOf(Answer::WORDS))];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let all = "/api/v1/four-eyes";
    let one = "/api/v1/four-eyes/{id}/answer";
    vec![
        Route::new(Method::POST, all, asks(Question::FourEyesAsk), ask)
            .about(
                "提出须经两人之事；about 为案件标识（open-opinions、export-docket）或其他对象的标识。七日内由另一人确认",
                "Ask for what takes two; `about` is a review's id (open-opinions, export-docket) \
                 or what the deed is done to. Another confirms within seven days",
            )
            .takes(Takes::Fields(ASK))
            .tells(Shape::Is(&shapes::TWO))
            .conflicts(&[&shapes::NOTHING_SEALED])
            .hides()
            .gives(201),
        Route::new(Method::GET, all, asks(Question::FourEyesRead), list)
            .about(
                "须经两人之事：本人提出的；负责人与审计员可见全部",
                "What was asked for: one's own; heads and the auditor see all",
            )
            .tells(Shape::Is(&shapes::TWOS)),
        Route::new(Method::POST, one, asks(Question::FourEyesConfirm), answer)
            .about(
                "确认、拒绝；提出者本人只能撤回",
                "Confirm or refuse; whoever asked may withdraw it and nothing else",
            )
            .takes(Takes::Fields(ANSWER))
            .tells(Shape::Is(&shapes::TWO))
            .conflicts(&[&shapes::ANSWERED_ALREADY, &shapes::REQUEST_VOID]),
    ]
    .into_iter()
    .map(|route| route.of("four-eyes"))
    .collect()
}

async fn ask(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.person()?;
    let mut form = Form::read(body.value, ASK)?;
    let deed: String = form.need("deed")?;
    let deed = Deed::of_word(&deed).ok_or_else(Problem::not_found)?;
    let about: String = form.need("about")?;
    let because: String = form.need("because")?;
    must_be_a_reason("/because", &because)?;
    let about = match deed {
        Deed::OpenOpinions => {
            let docket = asked.docket_known(&about)?;
            let sealed = asked.office.opinions.are_sealed();
            round_of(&docket).filter(|_| sealed).ok_or_else(nothing_sealed)?
        }
        Deed::ExportDocket | Deed::DestroyKey | Deed::RecoverAccount => about,
    };
    let request = asked.ask_two(deed, &about, because).await?;
    Ok((StatusCode::CREATED, Json(tell(&asked, &request)?)).into_response())
}

fn nothing_sealed() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "nothing-sealed",
        Words::new("没有密封的意见", "Nothing is sealed"),
        Words::new(
            "本案没有征求意见，或本办公室未选择密封意见",
            "no opinions are asked for in this case, or the house does not seal them",
        ),
    )
}

async fn list(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.person()?;
    let all = asked.office.read(four_eyes::all)?;
    let seen = all.iter().filter(|request| {
        let resource = asked.two_of(request);
        resource.is_some_and(|it| asked.allows(Question::FourEyesRead, &it))
    });
    let told: Result<Vec<Value>, Problem> = seen.map(|request| tell(&asked, request)).collect();
    Ok(Json(json!({"requests": told?})))
}

async fn answer(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Json<Value>, Problem> {
    asked.find_two(&id)?;
    let word: String = Form::read(body.value, ANSWER)?.need("answer")?;
    let answer = Answer::of_word(&word).ok_or_else(Problem::not_found)?;
    let request = asked.answer_two(&id, answer).await?;
    if answer == Answer::Confirmed && request.deed == Deed::OpenOpinions.word() {
        // The confirmation is the opening.
        asked.office.opinions.opened(&request.about);
    }
    tell(&asked, &request).map(Json)
}

/// A request as its asker and whoever may confirm it are told of it.
pub fn tell(asked: &Asked, request: &Request) -> Result<Value, Problem> {
    let office = &asked.office;
    let review = Deed::of_word(&request.deed)
        .filter(|deed| deed.is_about_a_case())
        .and_then(|_| request.about.split('/').next());
    let docket = match review {
        Some(id) => office.dockets.find(office, &access::DocketId::new(id))?,
        None => None,
    };
    let own = asked.person()?.id.as_str() == request.by.account;
    let mine = asked
        .two_of(request)
        .is_some_and(|resource| !own && asked.allows(Question::FourEyesConfirm, &resource));
    let destroys = Wanted::read(&request.about).filter(|_| request.deed == Deed::DestroyKey.word());
    let undeclared = docket.as_ref().is_some_and(|docket| {
        let review = Resource::Review(docket.standing.clone());
        asked.allows(Question::DeclareConflict, &review)
            && !asked.allows(Question::ReviewRead, &review)
    });
    let number = match (docket, review) {
        (Some(docket), _) => Some(docket.case.number.clone()),
        (None, Some(id)) => {
            let gone = office.destructions.docket(office, id)?;
            gone.map(|gone| gone.attestation.number.clone())
        }
        (None, None) => None,
    };
    let open = request.answer.is_none() && asked.now < request.ends_at;
    let state = match &request.answer {
        Some((answer, ..)) if answer == "confirmed" && request.used_at.is_some() => "used",
        Some((answer, ..)) => answer.as_str(),
        None if open => "open",
        None => "void",
    };
    let answered = request.answer.as_ref();
    Ok(json!({
        "id": request.id, "deed": request.deed, "about": request.about, "review": review,
        "number": number, "destroys": destroys.as_ref().map(tell_wanted),
        "because": request.because,
        "by": request.by.name, "asked_at": request.asked_at, "ends_at": request.ends_at,
        "state": state, "answered_by": answered.map(|(_, by, _)| by.clone()),
        "answered_at": answered.map(|(_, _, at)| *at), "used_at": request.used_at,
        "may_confirm": open && mine, "own": own,
        "declare_first": open && !own && !mine && undeclared,
    }))
}
