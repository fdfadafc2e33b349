//! The one table of routes. The router, the OpenAPI document and the check that no route goes
//! without an access question are all made from it.

use access::Question;
use axum::Router;
use axum::extract::Extension;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::input::{Field, Kind};
use crate::office::Shared;
use crate::shape::{Schema, Shape};

/// What is asked before a route does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// This question.
    This(Question),
    /// Whether the caller may do the act that the body names.
    TheAct,
}

impl Asks {
    /// The question's stable name.
    pub fn name(self) -> &'static str {
        match self {
            Asks::This(question) => question.name(),
            Asks::TheAct => "act:*",
        }
    }
}

/// What a route takes as its body.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A JSON object with these fields.
    Fields(&'static [Field]),
    /// An act with the fields of its own, and these beside.
    Act(&'static [Field]),
    /// A file, as bytes.
    File,
}

/// A parameter of the query.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it means, zh.
    pub zh: &'static str,
    /// What it means, en.
    pub en: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

impl Parameter {
    /// What it holds, where that is not any text.
    pub const fn holds(self, kind: Kind) -> Parameter {
        Parameter { kind, ..self }
    }
}

/// What becomes of a request sent again under its `Idempotency-Key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeated {
    /// It is answered as it was.
    AnsweredOnce,
    /// The key means nothing here.
    DoneAgain,
}

/// Whether a route may answer 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Where its path names something.
    ByPath,
    /// Always: query or body name what the caller may not know of.
    ByRequest,
}

/// A route.
pub struct Route {
    /// GET, POST, PUT, DELETE.
    pub method: Method,
    /// The path, with `{…}` for what varies.
    pub path: &'static str,
    /// The access question.
    pub asks: Asks,
    /// Its group in the document.
    pub group: &'static str,
    /// What it does, zh.
    pub zh: &'static str,
    /// What it does, en.
    pub en: &'static str,
    /// Its body.
    pub takes: Takes,
    /// Its query.
    pub query: &'static [Parameter],
    /// Status and media type of the answer when all is well.
    pub gives: (u16, &'static str),
    /// Another media type in which the same can be had.
    pub or_as: Option<&'static str>,
    /// What the answer holds, where it is JSON.
    pub tells: Option<Shape>,
    /// What it may be refused for with 409.
    pub conflicts: &'static [&'static Schema],
    /// Whether a request sent again under its key is answered as it was.
    pub once: Repeated,
    /// Whether what the request names may be hidden from the caller, though the path names nothing.
    pub hides: Hidden,
    handler: MethodRouter<Shared>,
}

impl Route {
    /// A route: method, path, question and what carries it out.
    pub fn new<H, T>(method: Method, path: &'static str, asks: Asks, handler: H) -> Route
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        // The question travels with the route: `Asked` cannot be made without it.
        let handler = on(filter, handler).layer(Extension(asks));
        Route {
            method,
            path,
            asks,
            group: "",
            zh: "",
            en: "",
            takes: Takes::Nothing,
            query: &[],
            gives: (200, "application/json"),
            or_as: None,
            tells: None,
            conflicts: &[],
            once: Repeated::DoneAgain,
            hides: Hidden::ByPath,
            handler,
        }
    }

    /// What it does, in both languages.
    pub fn about(mut self, zh: &'static str, en: &'static str) -> Route {
        self.zh = zh;
        self.en = en;
        self
    }

    /// What it takes.
    pub fn takes(mut self, takes: Takes) -> Route {
        self.takes = takes;
        self
    }

    /// Its query.
    pub fn query(mut self, query: &'static [Parameter]) -> Route {
        self.query = query;
        self
    }

    /// The status when all is well.
    pub fn gives(mut self, status: u16) -> Route {
        self.gives.0 = status;
        self
    }

    /// The media type of the answer.
    pub fn as_media(mut self, media: &'static str) -> Route {
        self.gives.1 = media;
        self
    }

    /// The same can be had in another media type.
    pub fn or_as(mut self, media: &'static str) -> Route {
        self.or_as = Some(media);
        self
    }

    /// What the answer holds.
    pub fn tells(mut self, shape: Shape) -> Route {
        self.tells = Some(shape);
        self
    }

    /// What it may be refused for.
    pub fn conflicts(mut self, with: &'static [&'static Schema]) -> Route {
        self.conflicts = with;
        self
    }

    /// A request sent again under its key is answered as it was.
    pub fn once(mut self) -> Route {
        self.once = Repeated::AnsweredOnce;
        self
    }

    /// What the request names may be hidden from the caller.
    pub fn hides(mut self) -> Route {
        self.hides = Hidden::ByRequest;
        self
    }

    /// The path as the description has it: what varies to its end is one parameter there.
    pub fn described_path(&self) -> String {
        self.path.replace("{*", "{")
    }

    /// Its group.
    pub fn of(mut self, group: &'static str) -> Route {
        self.group = group;
        self
    }
}

/// A parameter that may be left out.
pub const fn may(name: &'static str, zh: &'static str, en: &'static str) -> Parameter {
    Parameter { name, zh, en, kind: Kind::Text, required: false }
}

/// A parameter that must be there.
pub const fn must(name: &'static str, zh: &'static str, en: &'static str) -> Parameter {
    Parameter { name, zh, en, kind: Kind::Text, required: true }
}

/// The router of a table.
pub fn router(table: Vec<Route>) -> Router<Shared> {
    table.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}
