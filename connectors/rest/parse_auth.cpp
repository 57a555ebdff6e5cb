#include "connectors/rest/parser.hpp"

namespace rosterd::rest
{

namespace
{

constexpr std::string_view kSamlGrant = "urn:ietf:params:oauth:grant-type:saml2-bearer";

Yaml scalar(std::string text)
{
    Yaml out;
    out.kind = Yaml::Kind::scalar;
    out.quoted = true;
    out.text = std::move(text);
    return out;
}

void put_in(Yaml& map, const std::string& key, Yaml value)
{
    if (value.kind != Yaml::Kind::absent) {
        map.entries.push_back({key, value.place, std::move(value)});
    }
}

Yaml empty_map(const Place& place)
{
    Yaml out;
    out.kind = Yaml::Kind::map;
    out.place = place;
    return out;
}

} // namespace

PutSpec Parser::put(const Yaml& yaml, const std::string& what, const Names& names,
                    const std::string& value)
{
    using Into = PutSpec::Into;
    PutSpec out;
    if (yaml.kind == Yaml::Kind::scalar && yaml.text == "none") {
        return out;
    }
    if (!yaml_.keys(yaml, what, {"header", "query", "cookie", "json", "value"})) {
        return out;
    }
    for (const auto& [key, into] :
         {std::pair{"header", Into::header}, std::pair{"query", Into::query},
          std::pair{"cookie", Into::cookie}, std::pair{"json", Into::json}}) {
        if (yaml[key]) {
            out.into = into;
            out.name = yaml_.text(yaml[key]);
        }
    }
    if (out.into == Into::nothing) {
        yaml_.fault(yaml.place, what + " does not say where it goes", "header: X-Api-Key");
    }
    out.value = yaml_.text_template(yaml["value"] ? yaml["value"] : scalar(value), names);
    return out;
}

std::vector<SignSpec> Parser::signs(const Yaml& yaml)
{
    std::vector<SignSpec> out;
    if (!yaml) {
        return out;
    }
    const std::vector<Yaml> all = yaml.is_map() ? std::vector<Yaml>{yaml} : yaml.items;
    for (const Yaml& one : all) {
        if (!yaml_.keys(one, "'sign'", {"text", "algorithm", "key", "encoding", "put"})) {
            continue;
        }
        Names names = request_;
        names.insert({"body", "query", "method", "path", "url", "token"});
        SignSpec sign;
        yaml_.needs(one, "'sign'", "text", "text: \"{{body}}\"");
        yaml_.needs(one, "'sign'", "key", "key: \"{{settings.secret}}\"");
        yaml_.needs(one, "'sign'", "algorithm", "algorithm: hmac-sha256");
        yaml_.needs(one, "'sign'", "put", "put: {header: X-Signature}");
        sign.text = yaml_.text_template(one["text"], names);
        sign.algorithm = yaml_.choice(one["algorithm"], {"hmac-sha1", "hmac-sha256", "hmac-sha512",
                                                         "rsa-md5", "rsa-sha1", "rsa-sha256"});
        sign.key = yaml_.text_template(one["key"], base_);
        sign.hex = yaml_.choice(one["encoding"], {"base64", "hex"}) == "hex";
        names.insert("signature");
        sign.put = put(one["put"], "where the signature goes", names, "{{signature}}");
        out.push_back(std::move(sign));
    }
    return out;
}

SamlSpec Parser::saml(const Yaml& yaml, const Yaml& token_url)
{
    const std::string what = "'assertion'";
    SamlSpec out;
    if (!yaml_.keys(yaml, what,
                    {"issuer", "audience", "recipient", "subject", "attributes", "private_key",
                     "certificate"})) {
        return out;
    }
    for (const std::string_view key : {"issuer", "audience", "subject", "private_key"}) {
        yaml_.needs(yaml, what, key, std::string{key} + ": ...");
    }
    out.issuer = yaml_.text_template(yaml["issuer"], base_);
    out.audience = yaml_.text_template(yaml["audience"], base_);
    out.recipient = yaml_.text_template(yaml["recipient"] ? yaml["recipient"] : token_url, base_);
    out.subject = yaml_.text_template(yaml["subject"], base_);
    out.private_key = yaml_.text_template(yaml["private_key"], base_);
    out.certificate = yaml_.text_template(yaml["certificate"], base_);
    out.attributes = pairs(yaml["attributes"], "'attributes'", base_);
    return out;
}

// The token request as one would write it under login.
RequestSpec Parser::oauth2_request(const Yaml& yaml, const std::string& grant)
{
    const std::string send = yaml_.choice(yaml["send"], {"form", "json", "basic"});
    Yaml fields = empty_map(yaml.place);
    put_in(fields, "grant_type", scalar(grant == "saml_bearer" ? std::string{kSamlGrant} : grant));
    Yaml request = empty_map(yaml.place);
    put_in(request, "method", scalar("POST"));
    put_in(request, "url", yaml["token_url"]);
    if (send != "basic") {
        put_in(fields, "client_id", yaml["client_id"]);
        put_in(fields, "client_secret", yaml["client_secret"]);
    } else {
        Yaml headers = empty_map(yaml.place);
        put_in(headers, "Authorization", scalar("Basic {{client_login|base64}}"));
        put_in(request, "headers", headers);
    }
    put_in(fields, "scope", yaml["scope"]);
    put_in(fields, grant == "saml_bearer" ? "assertion" : "refresh_token",
           grant == "client_credentials" ? Yaml{}
           : grant == "saml_bearer"      ? scalar("{{assertion}}")
                                         : scalar("{{refresh_token}}"));
    for (const Yaml::Entry& entry : yaml["extra"].entries) {
        put_in(fields, entry.key, entry.value);
    }
    Yaml headers = request["headers"] ? request["headers"] : empty_map(yaml.place);
    put_in(headers, "Accept", scalar("application/json"));
    std::erase_if(request.entries, [](const Yaml::Entry& one) { return one.key == "headers"; });
    put_in(request, "headers", headers);
    put_in(request, send == "json" ? "json" : "form", fields);
    Names names = base_;
    names.insert({"client_login", "assertion", "refresh_token"});
    return this->request(request, "'oauth2'", names);
}

TokenSpec Parser::oauth2(const Yaml& yaml)
{
    const std::string what = "'oauth2'";
    TokenSpec out;
    if (!yaml_.keys(yaml, what,
                    {"grant", "token_url", "client_id", "client_secret", "scope", "send", "extra",
                     "refresh_token", "refresh_token_file", "assertion", "put", "only_with"})) {
        return out;
    }
    yaml_.needs(yaml, what, "token_url", "token_url: https://...");
    const std::string grant =
        yaml_.choice(yaml["grant"], {"client_credentials", "refresh_token", "saml_bearer"});
    out.request = oauth2_request(yaml, grant);
    out.client_id = yaml_.text_template(yaml["client_id"], base_);
    out.client_secret = yaml_.text_template(yaml["client_secret"], base_);
    if (grant == "refresh_token") {
        yaml_.needs(yaml, what, "refresh_token", "refresh_token: \"{{settings.refresh_token}}\"");
        out.refresh_token = yaml_.text_template(yaml["refresh_token"], base_);
        out.refresh_file = yaml_.text_template(yaml["refresh_token_file"], base_);
    }
    if (grant == "saml_bearer" &&
        yaml_.needs(yaml, what, "assertion", "assertion: {issuer: ...}")) {
        out.saml = saml(yaml["assertion"], yaml["token_url"]);
    }
    out.answer.message = out.answer.jq.add(".error_description // .error // .message // null");
    out.answer.jq.compile(yaml_.file(), yaml_.faults());
    out.value = out.token.add(".access_token");
    out.rotated = out.token.add(".refresh_token");
    out.expires_in = out.token.add(".expires_in");
    Names names = base_;
    names.insert("token");
    out.put = yaml["put"] ? put(yaml["put"], "where the token goes", names, "{{token}}")
                          : PutSpec{PutSpec::Into::header, "Authorization",
                                    *Template::parse("Bearer {{token}}", names)};
    return out;
}

TokenSpec Parser::login(const Yaml& yaml)
{
    const std::string what = "'login'";
    TokenSpec out;
    if (!yaml_.keys(
            yaml, what,
            {"request", "token", "cookie", "expires_in", "success", "sign", "put", "only_with"})) {
        return out;
    }
    if (yaml_.needs(yaml, what, "request", "request: {method: POST, path: /login, json: {...}}")) {
        out.request = request(yaml["request"], what, base_);
    }
    out.cookie = yaml_.text(yaml["cookie"]);
    if (out.cookie.empty()) {
        yaml_.needs(yaml, what, "token", "token: .access_token");
    }
    success(yaml["success"], out.answer);
    out.answer.jq.compile(yaml_.file(), yaml_.faults());
    out.value = expression(yaml["token"], out.token);
    out.lives = model::parse_duration(yaml["expires_in"].text);
    if (!out.lives) {
        out.expires_in = expression(yaml["expires_in"], out.token);
    }
    out.token.compile(yaml_.file(), yaml_.faults());
    out.signs = signs(yaml["sign"]);
    Names names = base_;
    names.insert("token");
    if (yaml["put"]) {
        out.put = put(yaml["put"], "where the token goes", names, "{{token}}");
    } else if (!out.cookie.empty()) {
        out.put = {PutSpec::Into::cookie, out.cookie, *Template::parse("{{token}}", names)};
    } else {
        out.put = {PutSpec::Into::header, "Authorization",
                   *Template::parse("Bearer {{token}}", names)};
    }
    return out;
}

void Parser::auth(const Yaml& yaml, AuthSpec& out)
{
    request_ = base_;
    if (!yaml || (yaml.kind == Yaml::Kind::scalar && yaml.text == "none")) {
        return;
    }
    if (!yaml_.keys(yaml, "'auth'", {"basic", "bearer", "api_key", "oauth2", "login", "sign"})) {
        return;
    }
    if (const Yaml& basic = yaml["basic"];
        basic && yaml_.keys(basic, "'basic'", {"user", "password"})) {
        yaml_.needs(basic, "'basic'", "user", "user: \"{{settings.user}}\"");
        out.basic = {yaml_.text_template(basic["user"], base_),
                     yaml_.text_template(basic["password"], base_)};
    }
    if (yaml["bearer"]) {
        out.bearer = yaml_.text_template(yaml["bearer"], base_);
    }
    if (yaml["api_key"] &&
        yaml_.needs(yaml["api_key"], "'api_key'", "value", "value: \"{{settings.api_key}}\"")) {
        out.api_key = put(yaml["api_key"], "'api_key'", base_, "");
    }
    if (yaml["oauth2"] && yaml["login"]) {
        yaml_.fault(yaml.place, "there is one way to get a token", "oauth2 or login");
    } else if (yaml["oauth2"]) {
        out.token = oauth2(yaml["oauth2"]);
    } else if (yaml["login"]) {
        out.token = login(yaml["login"]);
    }
    if (out.token) {
        out.token->only_with = only_with(yaml[yaml["oauth2"] ? "oauth2" : "login"]);
    }
    out.signs = signs(yaml["sign"]);
}

} // namespace rosterd::rest
