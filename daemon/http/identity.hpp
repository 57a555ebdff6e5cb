// By what a server proves over TLS who it is: a certificate of its own making, for rehearsals on
// one machine.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "core/model/result.hpp"

namespace rosterd::http
{

struct Identity {
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
};

// A new key, and a certificate signed by itself for localhost, 127.0.0.1, ::1 and `address`, good
// for a year from now. The certificate alone is written to `file`, for others to trust.
model::Result<std::shared_ptr<Identity>> make_identity(const std::string& address,
                                                       const std::string& file);

} // namespace rosterd::http
