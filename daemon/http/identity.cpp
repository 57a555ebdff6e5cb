#include "daemon/http/identity.hpp"

#include <fstream>

#include <boost/asio/ip/address.hpp>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace rosterd::http
{

namespace
{

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(BIO* text) const { BIO_free(text); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

constexpr long kAnHour = 3600;
constexpr long kAYear = 365L * 24 * kAnHour;

bool add_extension(X509* certificate, int kind, const std::string& value)
{
    const std::unique_ptr<X509_EXTENSION, Free> extension{
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str())};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string names(const std::string& address)
{
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    boost::system::error_code fault;
    const auto own = boost::asio::ip::make_address(address, fault);
    if (!fault && !own.is_loopback() && !own.is_unspecified()) {
        names += ",IP:" + own.to_string();
    }
    return names;
}

Certificate certificate_for(EVP_PKEY* key, const std::string& address)
{
    Certificate made{X509_new()};
    X509* certificate = made.get();
    std::uint64_t serial = 0; // browsers refuse two certificates of one name and number
    X509_NAME* name = X509_get_subject_name(certificate);
    const bool fine =
        X509_set_version(certificate, X509_VERSION_3) == 1 &&
        RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1 &&
        ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1 &&
        X509_gmtime_adj(X509_getm_notBefore(certificate), -kAnHour) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(certificate), kAYear) != nullptr &&
        X509_set_pubkey(certificate, key) == 1 &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("rosterd sandbox"), -1,
                                   -1, 0) == 1 &&
        X509_set_issuer_name(certificate, name) == 1 &&
        add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
        add_extension(certificate, NID_subject_alt_name, names(address)) &&
        X509_sign(certificate, key, EVP_sha256()) != 0;
    return fine ? std::move(made) : nullptr;
}

std::string pem_of(X509* certificate)
{
    const std::unique_ptr<BIO, Free> text{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(text.get(), certificate);
    char* at = nullptr;
    const long length = BIO_get_mem_data(text.get(), &at);
    return {at, static_cast<std::size_t>(length)};
}

} // namespace

model::Result<std::shared_ptr<Identity>> make_identity(const std::string& address,
                                                       const std::string& file)
{
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = key ? certificate_for(key.get(), address) : nullptr;
    auto identity = std::make_shared<Identity>();
    SSL_CTX* context = identity->context.native_handle();
    if (!certificate || SSL_CTX_use_certificate(context, certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
        return model::fail(model::ErrorKind::permanent, "OpenSSL made no certificate");
    }
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << pem_of(certificate.get());
    if (!out.flush()) {
        return model::fail(model::ErrorKind::invalid, "could not write the certificate to " + file,
                           "a folder that exists, with room, and may be written to");
    }
    return identity;
}

} // namespace rosterd::http
