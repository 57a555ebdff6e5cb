// Taking people out of what was asked, so that it still fits what is answered.
#include <algorithm>

#include "connectors/rest/anonymise.hpp"
#include "connectors/rest/anonymise_keys.hpp"
#include "connectors/rest/anonymise_texts.hpp"
#include "connectors/rest/ask.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

} // namespace

std::string Anonymiser::replaced_in_request(const std::string& text, const std::string& name) const
{
    if (is_number(text) && tells_of_counting(name)) {
        return text;
    }
    std::string out, part;
    for (const char c : text + ",") { // ids one by one, where these are known
        if (c != ',') {
            part += c;
            continue;
        }
        const auto known = disguises_.find(part);
        if (known == disguises_.end()) {
            return replaced(text, name);
        }
        out += (out.empty() ? "" : ",") + known->second;
        part.clear();
    }
    return out;
}

Json Anonymiser::replaced_in_request(const Json& json, const std::string& name) const
{
    if (json.is_string()) {
        return replaced_in_request(json.get<std::string>(), name);
    }
    if (json.is_number_integer()) {
        const std::string text = json.dump();
        return Json::parse(replaced_in_request(text, name));
    }
    Json out = json;
    if (json.is_structured()) {
        for (auto item = out.begin(); item != out.end(); ++item) {
            *item = replaced_in_request(*item, json.is_object() ? item.key() : name);
        }
    }
    return out;
}

std::string Anonymiser::replaced_url(const std::string& url) const
{
    const auto path = url.find('/', url.find("://") + 3);
    if (path == std::string::npos) {
        return url;
    }
    std::string out = url.substr(0, path), word, name;
    for (const char c : url.substr(path) + "/") {
        if (c != '/' && c != '?' && c != '&' && c != '=') {
            word += c;
            continue;
        }
        const std::string plain = url_decode(word);
        const std::string other = c == '=' ? plain : replaced_in_request(plain, name);
        out += (other == plain ? word : net::url_encode(other)) + c;
        name = c == '=' ? plain : "";
        word.clear();
    }
    out.pop_back();
    return out;
}

} // namespace rosterd::rest
