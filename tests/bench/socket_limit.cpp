// bench_socket: the least that a bot can do. Connects, reads frames and acknowledges each, with nothing in
// between but Beast, until it is ended.
//
//     bench_socket PORT [tls]
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ws = boost::beast::websocket;
using tcp = asio::ip::tcp;

template <class WebSocket>
void acknowledge_all(WebSocket& socket) {
  socket.handshake("127.0.0.1", "/link/");
  socket.text(true);
  socket.auto_fragment(false);
  constexpr std::string_view name = "\"envelope_id\":\"";
  beast::flat_buffer buffer;
  std::string answer;
  for (;; buffer.consume(buffer.size())) {
    socket.read(buffer);
    std::string_view const frame(static_cast<char const*>(buffer.data().data()), buffer.size());
    auto const at = frame.find(name);
    if (at == std::string_view::npos) continue;
    auto const id = frame.substr(at, frame.find('"', at + name.size()) + 1 - at);
    answer.assign("{").append(id).append("}");
    socket.write(asio::buffer(answer));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    asio::io_context io(1);
    tcp::endpoint const there(asio::ip::address_v4::loopback(),
                              static_cast<unsigned short>(std::atoi(argv[1])));
    if (argc > 2) {
      asio::ssl::context trust(asio::ssl::context::tls_client);
      ws::stream<asio::ssl::stream<tcp::socket>, false> socket(io, trust);
      socket.next_layer().next_layer().connect(there);
      socket.next_layer().next_layer().set_option(tcp::no_delay(true));
      socket.next_layer().handshake(asio::ssl::stream_base::client);
      acknowledge_all(socket);
    } else {
      ws::stream<tcp::socket, false> socket(io);
      socket.next_layer().connect(there);
      socket.next_layer().set_option(tcp::no_delay(true));
      acknowledge_all(socket);
    }
  } catch (std::exception const& why) {
    std::cerr << "bench_socket: " << why.what() << "\n";
    return 1;
  }
}
