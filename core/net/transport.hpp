// One TCP or TLS connection as the HTTP client uses it; Asio and OpenSSL stay in transport.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/net/asio.hpp"

namespace rosterd::net
{

struct Endpoint {
    bool tls = false;
    std::string host; // a name or an address, an IPv6 address without brackets
    std::string port;
    auto operator<=>(const Endpoint&) const = default;
};

enum class OpenOutcome { open, not_connected, tls_refused };

struct IoResult {
    std::size_t bytes = 0;
    bool ok = false;
    bool clean_end = false; // reading: the peer closed as it should
    std::string message;    // empty if ok
};

// At most one operation at a time. Nothing is called back inside a call. After close() the
// operation under way is called back with an error.
class Transport
{
public:
    virtual ~Transport() = default;
    virtual void open(const Endpoint& peer,
                      std::function<void(OpenOutcome, std::string message)> done) = 0;
    virtual void write(const std::string& text, std::function<void(IoResult)> done) = 0;     // all
    virtual void read(char* into, std::size_t size, std::function<void(IoResult)> done) = 0; // some
    // False if the peer has closed the connection or said something nobody asked for: such a
    // connection must not carry another request.
    virtual bool quiet() = 0;
    virtual void close() = 0;
};

class TransportMaker
{
public:
    virtual ~TransportMaker() = default;
    virtual std::shared_ptr<Transport> make() = 0;
};

// TLS 1.2 or newer; the certificate must be valid and name the host. `ca_file` empty: the system's
// authorities. A CA file that can't be read refuses every TLS connection and says so.
std::shared_ptr<TransportMaker> make_transports(RealLoop& loop, const std::string& ca_file);

} // namespace rosterd::net
