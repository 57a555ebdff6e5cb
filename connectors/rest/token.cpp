#include "connectors/rest/token.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "connectors/rest/saml.hpp"
#include "connectors/rest/secrets.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;

std::string text_of_file(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    while (text.ends_with('\n') || text.ends_with('\r')) {
        text.pop_back();
    }
    return text;
}

// Whole or not at all, and for this account only.
bool write_secret(const std::string& path, const std::string& text)
{
    const std::string draft = path + ".new";
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return false;
    }
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    const bool closed = ::close(file) == 0;
    return written && closed && ::rename(draft.c_str(), path.c_str()) == 0;
}

// `name=value; Path=/` among several headers joined by ", ".
std::string cookie_in(const std::string& cookies, const std::string& name)
{
    for (auto at = cookies.find(name + "="); at != std::string::npos;
         at = cookies.find(name + "=", at + 1)) {
        if (at == 0 || cookies[at - 1] == ' ' || cookies[at - 1] == ',' ||
            cookies[at - 1] == '\n') {
            const auto begin = at + name.size() + 1;
            return cookies.substr(begin, cookies.find_first_of(";,\n", begin) - begin);
        }
    }
    return {};
}

Json first_of(const std::vector<Jq::Outcome>& outcomes, const Expression& expression)
{
    if (!expression || outcomes[*expression].error || outcomes[*expression].values.empty()) {
        return nullptr;
    }
    return outcomes[*expression].values.front();
}

} // namespace

bool TokenKeeper::needed(model::Instant now) const
{
    return spec_ != nullptr && (!token_ || (until_ && now >= *until_));
}

std::string TokenKeeper::refresh_token() const
{
    if (!rotated_.empty()) {
        return rotated_;
    }
    const std::string file = spec_->refresh_file.text(settings_, {}).value_or("");
    const std::string kept = file.empty() ? std::string{} : text_of_file(file);
    return kept.empty() ? spec_->refresh_token.text(settings_, {}).value_or("") : kept;
}

model::Result<Scope> TokenKeeper::prepare(model::Instant now)
{
    Scope scope{&settings_};
    scope.set("client_login", spec_->client_id.text(settings_, {}).value_or("") + ":" +
                                  spec_->client_secret.text(settings_, {}).value_or(""));
    if (!spec_->refresh_token.empty()) {
        scope.set("refresh_token", refresh_token());
    }
    if (spec_->saml) {
        const auto ms = std::to_string(now.time_since_epoch().count());
        auto assertion =
            saml_assertion(*spec_->saml, settings_, now, "_" + to_hex(sha256(ms)).substr(0, 32));
        if (!assertion) {
            return tl::unexpected(assertion.error());
        }
        scope.set("assertion", to_base64(*assertion));
    }
    return scope;
}

model::Result<void> TokenKeeper::take(const Answer& answer, const JqVariables& variables,
                                      model::Instant now)
{
    const auto outcomes = spec_->token.run(answer.json, variables);
    json_ = spec_->cookie.empty() ? first_of(outcomes, spec_->value)
                                  : Json(cookie_in(answer.cookie, spec_->cookie));
    const std::string token = text_of(json_);
    if (token.empty() || json_ == false) {
        return model::fail(ErrorKind::unauthorised, answer.url + " answered without a token",
                           "check the credentials in the source's settings");
    }
    token_ = token;
    set_life(first_of(outcomes, spec_->expires_in), now);
    const std::string rotated = text_of(first_of(outcomes, spec_->rotated));
    if (!spec_->refresh_token.empty() && !rotated.empty() && rotated != refresh_token()) {
        return keep(rotated);
    }
    return {};
}

// A token is renewed a little before its end; some say that as a time, not as seconds from now.
void TokenKeeper::set_life(const Json& expires_in, model::Instant now)
{
    until_.reset();
    const Json number = expires_in.is_string()
                            ? Json::parse(expires_in.get<std::string>(), nullptr, false)
                            : expires_in;
    model::Duration life{0};
    if (spec_->lives) {
        life = *spec_->lives;
    } else if (number.is_number()) {
        const double seconds = number.get<double>();
        life = model::Duration{static_cast<std::int64_t>(seconds * 1000)};
        if (seconds > 1e9) {
            life -= now.time_since_epoch();
        }
    }
    if (life > model::Duration{0}) {
        until_ = now + life - std::min<model::Duration>(std::chrono::minutes{1}, life / 10);
    }
}

model::Result<void> TokenKeeper::keep(const std::string& rotated)
{
    rotated_ = rotated;
    const std::string file = spec_->refresh_file.text(settings_, {}).value_or("");
    if (!file.empty() && !write_secret(file, rotated)) {
        return model::fail(ErrorKind::transient, "the new refresh token can't be kept in " + file,
                           "let rosterd's account write there; the old token may be used up");
    }
    return {};
}

} // namespace rosterd::rest
