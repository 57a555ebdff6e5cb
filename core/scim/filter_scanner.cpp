#include "core/scim/filter_scanner.hpp"

#include <algorithm>

#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_part_of_path(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == ':' ||
           c == '$';
}

} // namespace

tl::unexpected<Fault> FilterScanner::wrong(const std::string& wanted) const
{
    return refuse(fault_, wanted + " is missing at character " + std::to_string(at_ + 1) +
                              " of: " + std::string{text_.substr(0, 200)});
}

char FilterScanner::peek() const
{
    return at_ < text_.size() ? text_[at_] : '\0';
}
void FilterScanner::skip_blanks()
{
    while (peek() == ' ' || peek() == '\t') {
        ++at_;
    }
}

bool FilterScanner::at_end()
{
    skip_blanks();
    return at_ == text_.size();
}

std::string_view FilterScanner::next_word() const
{
    std::size_t end = at_;
    while (end < text_.size() && is_part_of_path(text_[end])) {
        ++end;
    }
    return text_.substr(at_, end - at_);
}

bool FilterScanner::take_word(std::string_view word)
{
    skip_blanks();
    const bool taken = same_word(next_word(), word);
    at_ += taken ? word.size() : 0;
    return taken;
}

Answer<void> FilterScanner::sub_attribute(AttributePath& path)
{
    if (peek() != '.') {
        return {};
    }
    ++at_;
    const auto word = next_word();
    if (word.empty() || word.find_first_of(".:") != std::string_view::npos) {
        return wrong("an attribute's name");
    }
    at_ += word.size();
    path.sub = word;
    return {};
}

Answer<AttributePath> FilterScanner::attribute()
{
    skip_blanks();
    const auto word = next_word();
    AttributePath out;
    const auto colon = word.rfind(':');
    if (colon != std::string_view::npos) {
        out.schema = word.substr(0, colon);
    }
    const auto local = colon == std::string_view::npos ? word : word.substr(colon + 1);
    const auto dot = local.find('.');
    out.name = local.substr(0, dot);
    if (dot != std::string_view::npos) {
        out.sub = local.substr(dot + 1);
    }
    const bool named = !out.name.empty() && (is_letter(out.name[0]) || out.name[0] == '$') &&
                       out.sub.find('.') == std::string::npos &&
                       (dot == std::string_view::npos || !out.sub.empty()) &&
                       (colon == std::string_view::npos || !out.schema.empty());
    if (!named) {
        return wrong("an attribute's name");
    }
    at_ += word.size();
    return out;
}

Answer<Json> FilterScanner::literal()
{
    skip_blanks();
    std::size_t end = at_;
    if (peek() == '"') {
        for (++end; end < text_.size() && text_[end] != '"'; ++end) {
            end += text_[end] == '\\' ? 1 : 0;
        }
        end = std::min(end + 1, text_.size());
    } else {
        while (end < text_.size() && (is_part_of_path(text_[end]) || text_[end] == '+')) {
            ++end;
        }
    }
    const auto token = text_.substr(at_, end - at_);
    Json value = Json::parse(token, nullptr, false);
    for (const char* word : {"true", "false", "null"}) { // Entra writes True and False
        if (same_word(token, word)) {
            value = Json::parse(word);
        }
    }
    if (value.is_discarded()) {
        return wrong("a value (\"text\", number, true, false or null)");
    }
    at_ = end;
    return value;
}

} // namespace rosterd::scim
