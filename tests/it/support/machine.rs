//! A program of a workspace, with a key.

use axum::Router;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use http_body_util::BodyExt;
use peyvand::api_keys;
use peyvand::api_keys::NewApiKey;
use peyvand::api_keys::Resource;
use peyvand::api_keys::Scope;
use peyvand::ids::ApiKeyId;
use peyvand::router;
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

use super::house::House;
use super::people::Shop;

/// A program. It speaks English.
pub struct Machine {
    router: Router,
    pub secret: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
}

impl Reply {
    /// The last part of a problem's type.
    pub fn problem(&self) -> &str {
        let kind = self.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
        assert_eq!(kind, Some(b"application/problem+json" as &[u8]), "{self:?}");
        self.json["type"].as_str().and_then(|kind| kind.split_once('#')).unwrap().1
    }

    /// Where the mistakes are.
    pub fn pointers(&self) -> Vec<&str> {
        let errors = self.json["errors"].as_array().into_iter().flatten();
        errors
            .map(|error| error["pointer"].as_str().or(error["parameter"].as_str()).unwrap())
            .collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn id(&self) -> Uuid {
        self.json["id"].as_str().unwrap_or_else(|| panic!("no id: {self:?}")).parse().unwrap()
    }
}

/// Everything that a key can be allowed.
pub fn all_scopes() -> Vec<Scope> {
    Resource::ALL
        .into_iter()
        .flat_map(|resource| std::iter::once(resource.read()).chain(resource.write()))
        .collect()
}

impl House {
    /// A program of a shop that may do everything.
    pub async fn machine(&self, shop: &Shop) -> Machine {
        self.machine_that_may(shop, all_scopes()).await
    }

    pub async fn machine_that_may(&self, shop: &Shop, scopes: Vec<Scope>) -> Machine {
        let (app, now) = (&self.app, self.app.clock.now());
        let key = ApiKeyId::new(now);
        let new = NewApiKey {
            id: key,
            workspace: shop.workspace,
            by: shop.owner,
            name: "Web shop".to_owned(),
            scopes,
        };
        let again = chrono::TimeDelta::zero();
        let mut tx = app.db.begin().await.unwrap();
        let made = api_keys::make(&mut tx, &app.keys, &new, (now, again)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(made, api_keys::Made::Made);
        let secret = api_keys::secret(&app.keys, key);
        Machine { router: router::build(app), secret }
    }
}

impl Machine {
    pub async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, &[], None).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.ask(Method::PATCH, path, &[], Some(body.to_string())).await
    }

    /// Asks for something to be made, under a name of its own.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.post_as(&Uuid::new_v4().to_string(), path, body).await
    }

    /// The same under this name.
    pub async fn post_as(&self, name: &str, path: &str, body: Value) -> Reply {
        let headers = [("idempotency-key", name)];
        self.ask(Method::POST, path, &headers, Some(body.to_string())).await
    }

    /// Asks with the key and these headers, and with a body of JSON.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Reply {
        let bearer = format!("Bearer {}", self.secret);
        let mut all = vec![("authorization", bearer.as_str()), ("accept-language", "en")];
        let kind = body.as_ref().map(|_| ("content-type", "application/json"));
        all.extend(kind.filter(|_| !headers.iter().any(|(name, _)| *name == "content-type")));
        all.extend(headers);
        self.ask_as_it_is(method, path, &all, body.unwrap_or_default()).await
    }

    /// Asks with nothing of ours.
    pub async fn ask_as_it_is(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&body).unwrap_or_default(),
        }
    }
}
