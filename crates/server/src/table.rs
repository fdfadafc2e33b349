//! The one table of routes. The router, the OpenAPI document and the check that no route goes
//! without an access question are all made from it.

use access::Question;
use axum::Router;
use axum::extract::Extension;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::input::Field;
use crate::office::Shared;

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
    /// Whether it must be there.
    pub required: bool,
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

    /// Its group.
    pub fn of(mut self, group: &'static str) -> Route {
        self.group = group;
        self
    }
}

/// A parameter that may be left out.
pub const fn may(name: &'static str, zh: &'static str, en: &'static str) -> Parameter {
    Parameter { name, zh, en, required: false }
}

/// A parameter that must be there.
pub const fn must(name: &'static str, zh: &'static str, en: &'static str) -> Parameter {
    Parameter { name, zh, en, required: true }
}

/// The router of a table.
pub fn router(table: Vec<Route>) -> Router<Shared> {
    table.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}
