// Taking people out of XML: the markup stays as it is.
#include "connectors/rest/anonymise.hpp"

namespace rosterd::rest
{

namespace
{

// The name of the element, or of the attribute, that a tag's text ends with: "<wd:Phone" "a b".
std::string last_word(const std::string& tag)
{
    const auto begin = tag.find_last_of("<: \t\r\n/");
    return begin == std::string::npos ? tag : tag.substr(begin + 1);
}

} // namespace

std::string Anonymiser::replaced_xml(const std::string& text) const
{
    std::string out, value, tag, element;
    char within = '>'; // the quotation mark of an attribute, or '>' between elements; 0: in a tag
    for (const char c : text) {
        const bool ends = within == '>' ? c == '<' : within != 0 && c == within;
        if (within != 0 && !ends) {
            value += c;
            continue;
        }
        if (ends) { // a namespace is no one's
            const bool is_markup = value.starts_with("urn:") || value.starts_with("http");
            const std::string key =
                within == '>' ? element : last_word(tag.substr(0, tag.find_last_of('=')));
            out += is_markup || value.find_first_not_of(" \t\r\n") == std::string::npos
                       ? value
                       : replaced(value, key);
            value.clear();
            tag = within == '>' ? "" : tag;
            within = 0;
        } else if (c == '>' || c == '"' || c == '\'') {
            if (c == '>') {
                element = last_word(tag.substr(0, tag.find_first_of(" \t\r\n")));
            }
            within = c;
        }
        tag += c;
        out += c;
    }
    return out + value;
}

} // namespace rosterd::rest
