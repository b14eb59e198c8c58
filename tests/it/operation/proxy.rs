//! Debian's haproxy, set as `deploy/haproxy.cfg` has it, and browsers in front of it.

use std::net::IpAddr;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use axum::Router;
use axum::body::Body;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use tokio::net::TcpStream;

use super::patroni::deployed;
use crate::support::house::House;
use crate::support::page::Visitor;
use crate::support::program::free_port;
use crate::support::program::until;

/// A running haproxy, killed when it is dropped.
pub struct Proxy {
    child: Child,
    port: u16,
}

impl Proxy {
    /// Starts it before two instances, each of them there or not.
    pub async fn before(instances: [u16; 2]) -> Self {
        let port = free_port();
        let at = |port: u16| format!("127.0.0.1:{port}");
        let child = Command::new("haproxy")
            .arg("-db")
            .arg("-f")
            .arg(deployed("haproxy.cfg"))
            .env("PATH", path_of_administrators())
            .envs([("DOOR", at(port)), ("ONE", at(instances[0])), ("TWO", at(instances[1]))])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        until("the proxy listens", async || TcpStream::connect(at(port)).await.is_ok()).await;
        Self { child, port }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A browser before whatever listens on a port. It comes from an address of its own, so that it has limits of
/// its own.
pub fn visitor(house: &House, port: u16, number: u16) -> Visitor {
    let [high, low] = number.to_be_bytes();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .local_address(IpAddr::from([127, 1, high, low]))
        .build()
        .unwrap();
    let origin = format!("http://127.0.0.1:{port}");
    let wire = async move |request: Request| forward(&client, &origin, request).await;
    Visitor::new(Router::new().fallback(wire), &house.app)
}

/// Debian keeps the programs of whoever runs the machine where others do not look.
pub fn path_of_administrators() -> String {
    format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default())
}

/// Sends a request over the net. What never got an answer is none of HTTP's.
async fn forward(client: &reqwest::Client, origin: &str, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let address = format!("{origin}{}", head.uri);
    let asked = client.request(head.method, address).headers(head.headers).body(body).send();
    let answer = match asked.await {
        Ok(answer) => answer,
        Err(error) => {
            let lost = StatusCode::from_u16(LOST).unwrap();
            return (lost, format!("{error:?}")).into_response();
        }
    };
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from(answer.bytes().await.unwrap()));
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    response
}

/// What stands for no answer.
const LOST: u16 = 599;
