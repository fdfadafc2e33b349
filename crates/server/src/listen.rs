//! The connections: how many, how long one may take to say what it wants or to hear the answer, and
//! how they end.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

use crate::crowd::Crowd;
use crate::language::preferred;
use crate::patient::Patient;
use crate::problem::Problem;
use crate::tls::{ClientCertificate, Tls};

/// Connections at once, where nothing is said.
pub const MOST_CONNECTIONS: usize = 4_096;
/// Connections from one address at once, where nothing is said: an office behind one address has
/// room, and a single one never takes it all.
pub const MOST_OF_ONE_ADDRESS: usize = 256;
/// How long to wait where the machine has no room for one more connection.
const NO_ROOM: Duration = Duration::from_millis(50);

/// How much is borne of those at the other end.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Connections at once; more wait to be taken.
    pub connections: usize,
    /// Connections from one address at once; the next is closed. No limit where none is set: behind
    /// a proxy all come from one.
    pub of_one_address: Option<usize>,
    /// How long the head of a request may take, and how long a connection may lie idle.
    pub head: Duration,
    /// How long a body may stand still on its way, in or out; as long as it moves it may take as
    /// long as it takes.
    pub standstill: Duration,
    /// How long what is being answered may take once we are told to stop.
    pub last_answers: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            connections: MOST_CONNECTIONS,
            of_one_address: Some(MOST_OF_ONE_ADDRESS),
            head: Duration::from_secs(10),
            standstill: Duration::from_secs(30),
            last_answers: Duration::from_secs(10),
        }
    }
}

/// Answers on a listener until `stop` comes to its end, then finishes what it is answering as far
/// as there is patience, and closes the rest.
///
/// # Errors
/// None so far: what fails on one connection ends that connection.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listen_with(listener, router, patience, None, stop).await
}

/// The same with TLS ended here.
///
/// # Errors
/// None so far: what fails on one connection ends that connection.
pub async fn listen_with(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    tls: Option<Arc<Tls>>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let crowd = Crowd::default();
    let room = Arc::new(Semaphore::new(patience.connections.max(1)));
    let (last_call, heard) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            (place, taken) = take(&listener, &room) => match taken {
                Ok((stream, peer)) => {
                    let counted = crowd.enter(peer.ip(), patience.of_one_address);
                    let (router, heard) = (router.clone(), heard.clone());
                    let tls = tls.clone();
                    // One more than its address may have is closed as it falls here.
                    if let Some(counted) = counted {
                        connections.spawn(async move {
                            let _places = (place, counted);
                            take_in(stream, peer, router, patience, heard, tls).await;
                        });
                    }
                }
                Err(error) => wait_for_room(error.kind()).await,
            },
        }
    }
    drop(listener);
    let _ = last_call.send(());
    let all = async { while connections.join_next().await.is_some() {} };
    // What is left after that is closed with the set.
    let _ = tokio::time::timeout(patience.last_answers, all).await;
    Ok(())
}

async fn take(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, std::io::Result<(TcpStream, SocketAddr)>) {
    // The semaphore is never closed: `None` does not happen.
    let place = room.clone().acquire_owned().await.ok();
    (place, listener.accept().await)
}

/// A peer that is gone already costs nothing; a machine without room for one more (EMFILE and the
/// like) is given time.
async fn wait_for_room(error: ErrorKind) {
    let gone = [ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset];
    if !gone.contains(&error) {
        tokio::time::sleep(NO_ROOM).await;
    }
}

/// Comes to an understanding on a connection, plain or by TLS, then answers it.
async fn take_in(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    last_call: watch::Receiver<()>,
    tls: Option<Arc<Tls>>,
) {
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else {
        return answer(stream, (peer, None), router, patience, last_call).await;
    };
    let greeting = TlsAcceptor::from(tls.now()).accept(stream);
    // Who cannot come to an understanding within the time of a head is let go.
    let Ok(Ok(stream)) = tokio::time::timeout(patience.head, greeting).await else {
        return;
    };
    let shown = ClientCertificate::of(stream.get_ref().1.peer_certificates());
    answer(stream, (peer, shown), router, patience, last_call).await;
}

/// Answers one connection.
async fn answer<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    (peer, shown): (SocketAddr, Option<ClientCertificate>),
    router: Router,
    patience: Patience,
    mut last_call: watch::Receiver<()>,
) {
    // Who is at the other end is told to every request: what is tried there is counted.
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request =
            request.map(|body| axum::body::Body::new(TimeoutBody::new(patience.standstill, body)));
        request.extensions_mut().insert(ConnectInfo(peer));
        if let Some(shown) = &shown {
            request.extensions_mut().insert(shown.clone());
        }
        // WHY: a length beside a chunked body is how one request is smuggled in another (RFC 9112,
        // section 6.3); hyper drops the length. Nothing that follows such a body is read.
        let last = request.headers().contains_key(header::TRANSFER_ENCODING);
        let answering = router.clone().oneshot(request);
        Box::pin(async move {
            let mut answer = answering.await?;
            if last {
                answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(answer)
        })
    });
    // WHY: HTTP/1.1 alone. Telling HTTP/2 apart means waiting for a first byte for ever.
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience.head);
    let io = TokioIo::new(Patient::new(stream, patience.standstill));
    let mut connection = builder.serve_connection(io, service);
    let mut called = false;
    let ended = loop {
        tokio::select! {
            ended = std::future::poll_fn(|cx| connection.poll_without_shutdown(cx)) => break ended,
            _ = last_call.changed(), if !called => {
                called = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let rest = connection.into_parts();
    let mut stream = rest.io.into_inner();
    let half_sent = !rest.read_buf.is_empty();
    if half_sent && ended.is_err_and(|error| error.is_timeout()) {
        let _ = stream.write_all(&too_slow()).await;
    }
    // A peer that broke off is its own affair.
    let _ = stream.shutdown().await;
}

/// The answer to a head that never came whole. Hyper leaves it to us, and writes those to a head
/// it cannot read (400, 414, 431) itself, without a body.
fn too_slow() -> Vec<u8> {
    // What languages are read there was not said.
    let language = preferred(&HeaderMap::new());
    let body = Problem::too_slow().body(language).to_string();
    let head = format!(
        "HTTP/1.1 408 Request Timeout\r\ncontent-type: application/problem+json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body.into_bytes()].concat()
}
