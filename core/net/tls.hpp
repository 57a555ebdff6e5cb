// What every outgoing TLS connection is held to: TLS 1.2 or newer, and a valid certificate that
// names the host. Private to this room.
#pragma once

#include <optional>
#include <string>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>

namespace rosterd::net
{

struct LoadedTls {
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_client};
    std::string fault; // why no TLS connection can be made; empty if all is well
};

// Read when the first connection is to be secured: a run that finds nothing to send is over in less
// time than the system's authorities take.
class TlsSettings
{
public:
    explicit TlsSettings(std::string ca_file) : ca_file_{std::move(ca_file)} {}

    LoadedTls& get();

    // Prepares a stream of Asio's: who the peer must be.
    template <typename Stream>
    static void expect_peer(Stream& stream, const std::string& host)
    {
        name_peer(stream.native_handle(), host);
        stream.set_verify_mode(boost::asio::ssl::verify_peer);
        stream.set_verify_callback(boost::asio::ssl::host_name_verification(host));
    }

private:
    static void name_peer(SSL* tls, const std::string& host);
    void load(LoadedTls& settings) const;

    std::string ca_file_;
    std::optional<LoadedTls> loaded_;
};

} // namespace rosterd::net
