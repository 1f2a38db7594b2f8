#include "workers/comm/lifeline.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <random>
#include <span>

namespace comm {
namespace {

constexpr int kConnectMs = 2000;   // per address
constexpr int kCollectMs = 10000;  // for all ranks together

using Clock = std::chrono::steady_clock;

/// Where rank 0 listens. Broadcast as it lies in memory.
struct Invitation {
  std::uint64_t token = 0;  // strangers don't know it
  std::uint16_t port = 0;   // 0: rank 0 could not listen
  std::uint16_t addresses = 0;
  std::array<std::uint32_t, 16> address{};  // IPv4, network order
};
struct Greeting {
  std::uint64_t token = 0;
  std::int64_t rank = 0;
};

/// When the peer's whole node is gone the kernel finds out by asking: `idle_s` of silence, then every 5 s.
void keep_alive(int descriptor, int idle_s, int probes) {
  const int on = 1;
  const int interval_s = 5;
  setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
  setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s);
  setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
}

bool is_ready(int descriptor, short events, int timeout_ms) {
  pollfd watch{descriptor, events, 0};
  return poll(&watch, 1, timeout_ms) == 1;
}

/// Whether the other end is gone: nobody ever writes, so anything to read is the end.
bool is_gone(int descriptor) {
  if (!is_ready(descriptor, POLLIN, 0)) return false;
  char byte = 0;
  const ssize_t got = recv(descriptor, &byte, 1, MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

/// Loopback comes first: most ranks are on the same host.
void add_addresses(Invitation& invitation) {
  ifaddrs* interfaces = nullptr;
  if (getifaddrs(&interfaces) != 0) return;
  for (const int pass : {0, 1}) {
    for (const ifaddrs* i = interfaces; i; i = i->ifa_next) {
      if (!i->ifa_addr || i->ifa_addr->sa_family != AF_INET || !(i->ifa_flags & IFF_UP)) continue;
      if (((i->ifa_flags & IFF_LOOPBACK) != 0) != (pass == 0)) continue;
      if (invitation.addresses == invitation.address.size()) break;
      invitation.address[invitation.addresses++] =
          reinterpret_cast<const sockaddr_in*>(i->ifa_addr)->sin_addr.s_addr;
    }
  }
  freeifaddrs(interfaces);
}

/// A listening socket, and in `invitation` how to reach it; -1 when there is none.
int listen_for(int ranks, Invitation& invitation) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_addr.s_addr = htonl(INADDR_ANY);
  socklen_t size = sizeof any;
  if (listener < 0 || bind(listener, reinterpret_cast<sockaddr*>(&any), size) != 0 ||
      listen(listener, ranks) != 0 || getsockname(listener, reinterpret_cast<sockaddr*>(&any), &size) != 0) {
    if (listener >= 0) close(listener);
    return -1;
  }
  std::random_device random;
  invitation.token = static_cast<std::uint64_t>(random()) << 32 | random();
  invitation.port = any.sin_port;
  add_addresses(invitation);
  return listener;
}

/// A connection on which rank 0 has answered, or -1.
int connect_to(std::uint32_t address, const Invitation& invitation, int rank) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = invitation.port;
  to.sin_addr.s_addr = address;
  const Greeting greeting{invitation.token, rank};
  std::uint64_t answer = 0;
  const bool connected =
      connect(descriptor, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 || errno == EINPROGRESS;
  if (connected && is_ready(descriptor, POLLOUT, kConnectMs) &&
      send(descriptor, &greeting, sizeof greeting, MSG_NOSIGNAL) == sizeof greeting &&
      is_ready(descriptor, POLLIN, kConnectMs) &&
      recv(descriptor, &answer, sizeof answer, MSG_DONTWAIT) == sizeof answer && answer == invitation.token) {
    return descriptor;
  }
  close(descriptor);
  return -1;
}

}  // namespace

Lifeline::Lifeline(const Communicator& world) {
  if (world.size() == 1) return;
  Invitation invitation;
  const int listener = world.rank() == 0 ? listen_for(world.size(), invitation) : -1;
  world.broadcast(std::as_writable_bytes(std::span(&invitation, 1)), 0);
  if (invitation.port == 0) return;
  if (world.rank() == 0) {
    accept_all(world, listener, invitation.token);
    close(listener);
    return;
  }
  for (std::size_t i = 0; i < invitation.addresses && connections_.empty(); ++i) {
    const int descriptor = connect_to(invitation.address[i], invitation, world.rank());
    if (descriptor < 0) continue;
    keep_alive(descriptor, 5, 2);
    connections_.push_back({0, descriptor});
  }
}

Lifeline::~Lifeline() {
  for (const Connection& connection : connections_) close(connection.descriptor);
}

void Lifeline::accept_all(const Communicator& world, int listener, std::uint64_t token) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(kCollectMs);
  while (connections_.size() + 1 < static_cast<std::size_t>(world.size()) && Clock::now() < deadline) {
    if (!is_ready(listener, POLLIN, 100)) continue;
    const int descriptor = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    Greeting greeting;
    const bool ours = is_ready(descriptor, POLLIN, kConnectMs) &&
                      recv(descriptor, &greeting, sizeof greeting, MSG_DONTWAIT) == sizeof greeting &&
                      greeting.token == token && send(descriptor, &token, sizeof token, MSG_NOSIGNAL) > 0;
    if (!ours) {
      close(descriptor);
      continue;
    }
    keep_alive(descriptor, 15, 4);
    connections_.push_back({static_cast<int>(greeting.rank), descriptor});
  }
}

std::vector<int> Lifeline::newly_lost() {
  std::vector<int> lost;
  std::erase_if(connections_, [&](const Connection& connection) {
    if (!is_gone(connection.descriptor)) return false;
    lost.push_back(connection.rank);
    close(connection.descriptor);
    return true;
  });
  return lost;
}

bool Lifeline::peer_lost() const {
  return std::any_of(connections_.begin(), connections_.end(),
                     [](const Connection& connection) { return is_gone(connection.descriptor); });
}

std::size_t Lifeline::watched() const { return connections_.size(); }

}  // namespace comm
