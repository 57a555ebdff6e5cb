#include "connectors/rest/exchange_writer.hpp"

#include "connectors/rest/ask.hpp"
#include "connectors/rest/settings.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

const std::set<std::string> kSecretKeys{
    "access_token", "refresh_token", "id_token",  "token",      "tenant_access_token",
    "sign",         "signature",     "assertion", "session_id", "api_key"};

std::string quoted(const std::string& text)
{
    return Json(text).dump(); // a JSON text is a YAML text
}

// Parameters that are another each time, or nobody's business: what the definition puts there.
std::set<std::string> fleeting_of(const Definition& definition)
{
    std::set<std::string> out{"timestamp", "nonce"};
    const auto note = [&](const PutSpec& put) { out.insert(put.name); };
    const auto note_all = [&](const std::vector<SignSpec>& signs) {
        for (const SignSpec& sign : signs) {
            note(sign.put);
        }
    };
    const AuthSpec& auth = definition.auth;
    note_all(auth.signs);
    if (auth.api_key) {
        note(*auth.api_key);
    }
    if (auth.token) {
        note(auth.token->put);
        note_all(auth.token->signs);
    }
    out.insert(kSecretKeys.begin(), kSecretKeys.end());
    return out;
}

} // namespace

bool is_mail(const std::string& text)
{
    return text.find('@') != std::string::npos && text.find('/') == std::string::npos;
}

ExchangeWriter::ExchangeWriter(const Definition& definition, const Json& settings,
                               const Anonymiser& people)
    : people_{people}, fleeting_{fleeting_of(definition)},
      cookie_{definition.auth.token ? definition.auth.token->cookie : ""}
{
    open_ = settings;
    for (const SettingSpec& spec : definition.settings) {
        if (!settings.contains(spec.name)) {
            continue;
        }
        const std::string text = text_of(settings.at(spec.name));
        if (spec.secret) {
            secrets_[text] = "SECRET";
            open_[spec.name] = "SECRET";
        } else if (is_mail(text)) {
            open_[spec.name] = people.replaced(text); // somebody's mail
        }
    }
}

void ExchangeWriter::note_tokens(const Json& answer)
{
    if (!answer.is_structured()) {
        return;
    }
    for (const auto& item : answer.items()) {
        if (answer.is_object() && item.value().is_string() && kSecretKeys.contains(item.key())) {
            secrets_[item.value().get<std::string>()] = "TOKEN";
        } else {
            note_tokens(item.value());
        }
    }
}

std::string ExchangeWriter::exchange(const Heard& heard) const
{
    std::string url = heard.request.url;
    const Texts query = query_of(url);
    std::string out = "  - ask: " + heard.request.method + " " + people_.replaced_url(url);
    std::string parameters;
    for (const auto& [name, value] : query) {
        if (!fleeting_.contains(name) && without_secrets(value) == value) {
            parameters += (parameters.empty() ? "?" : "&") + net::url_encode(name) + "=" +
                          net::url_encode(people_.replaced_in_request(value, name));
        }
    }
    out += parameters + "\n";
    const Json body = Json::parse(heard.request.body, nullptr, false);
    if (body.is_object()) {
        out += "    body: " + body_of(body).dump() + "\n";
    }
    out += heard.response.status == 200
               ? ""
               : "    status: " + std::to_string(heard.response.status) + "\n";
    return out + headers_of(heard.response) + "    answer: " + answer_text(heard.response.body) +
           "\n";
}

std::string ExchangeWriter::without_secrets(std::string text) const
{
    for (const auto& [secret, placeholder] : secrets_) {
        for (auto at = secret.empty() ? std::string::npos : text.find(secret);
             at != std::string::npos; at = text.find(secret, at + placeholder.size())) {
            text.replace(at, secret.size(), placeholder);
        }
    }
    return text;
}

// Secrets become placeholders, wherever they stand.
Json ExchangeWriter::without_secrets(Json json) const
{
    if (json.is_string()) {
        return without_secrets(json.get<std::string>());
    }
    if (json.is_structured()) {
        for (auto item = json.begin(); item != json.end(); ++item) {
            const bool is_token =
                json.is_object() && item->is_string() && kSecretKeys.contains(item.key());
            *item = is_token ? Json("TOKEN") : without_secrets(std::move(*item));
        }
    }
    return json;
}

// What is asked with a secret in it is left out: the placeholder may stand elsewhere.
Json ExchangeWriter::body_of(const Json& json) const
{
    Json out = json;
    for (const std::string& name : fleeting_) {
        out.erase(name);
    }
    return people_.replaced_in_request(without_secrets(std::move(out)));
}

// What stands in <> is a URL.
std::string ExchangeWriter::link_text(const std::string& header) const
{
    std::string out, url;
    bool within = false;
    for (const char c : header) {
        if (within && c == '>') {
            out += people_.replaced_url(without_secrets(url));
            url.clear();
        }
        within = within ? c != '>' : c == '<';
        (within && c != '<' ? url : out) += c;
    }
    return out;
}

// The next page's link, and the cookie that is the token.
std::string ExchangeWriter::headers_of(const net::HttpResponse& response) const
{
    Json out = Json::object();
    if (const auto link = response.headers.find("link"); link != response.headers.end()) {
        out["Link"] = link_text(link->second);
    }
    if (!cookie_.empty() && response.headers.contains("set-cookie")) {
        out["Set-Cookie"] = cookie_ + "=TOKEN";
    }
    return out.empty() ? "" : "    answer_headers: " + out.dump() + "\n";
}

std::string ExchangeWriter::answer_text(const std::string& body) const
{
    const Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) {
        const std::string text = without_secrets(body);
        return quoted(body.starts_with('<') ? people_.replaced_xml(text) : people_.replaced(text));
    }
    return people_.replaced(without_secrets(json)).dump();
}

} // namespace rosterd::rest
