#include "core/net/tls.hpp"

#include <boost/asio/ip/address.hpp>

namespace rosterd::net
{

using boost::system::error_code;

LoadedTls& TlsSettings::get()
{
    if (!loaded_) {
        load(loaded_.emplace());
    }
    return *loaded_;
}

void TlsSettings::load(LoadedTls& settings) const
{
    SSL_CTX_set_min_proto_version(settings.context.native_handle(), TLS1_2_VERSION);
    error_code error;
    if (ca_file_.empty()) {
        settings.context.set_default_verify_paths(error);
    } else {
        settings.context.load_verify_file(ca_file_, error);
    }
    if (error) {
        settings.fault = "the certificate authorities could not be read" +
                         (ca_file_.empty() ? "" : " from " + ca_file_) + ": " + error.message();
    }
}

void TlsSettings::name_peer(SSL* tls, const std::string& host)
{
    error_code is_a_name;
    boost::asio::ip::make_address(host, is_a_name);
    if (is_a_name) { // server name indication is for names only
        SSL_set_tlsext_host_name(tls, host.c_str());
    }
}

} // namespace rosterd::net
