//! The connections: how many, how long one may take to say what it wants, and how they end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::{ServiceExt as _, service_fn};

/// Connections at once; more wait to be taken.
const MOST_CONNECTIONS: usize = 4_096;
/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);
/// How long what is being answered may take once we are told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// How long to wait where the machine has no room for one more connection.
const NO_ROOM: Duration = Duration::from_millis(50);

/// Answers on a listener until `stop` comes to its end, then finishes what it is answering, for at
/// most ten seconds.
///
/// # Errors
/// The listener failed.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (place, taken) = take(&listener, &room) => match taken {
                Ok((stream, peer)) => answer(stream, peer, place, &router, &graceful),
                // No room for one more (EMFILE and the like), or a peer that is gone already.
                Err(_) => tokio::time::sleep(NO_ROOM).await,
            },
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(LAST_ANSWERS) => {}
    }
    Ok(())
}

type Place = Option<OwnedSemaphorePermit>;

async fn take(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (Place, std::io::Result<(TcpStream, SocketAddr)>) {
    // The semaphore is never closed: `None` does not happen.
    let place = room.clone().acquire_owned().await.ok();
    (place, listener.accept().await)
}

/// Answers one connection on a task of its own.
fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    router: &Router,
    graceful: &GracefulShutdown,
) {
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let router = router.clone();
    // Who is at the other end is told to every request: what is tried there is counted.
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    let service = TowerToHyperService::new(service);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    let connection = graceful.watch(connection.into_owned());
    tokio::spawn(async move {
        let _place = place;
        // A peer that breaks off is its own affair.
        let _ = connection.await;
    });
}
