#include <array>
#include <random>
#include <string_view>

#include "daemon/scim/resources.hpp"

namespace rosterd::scim
{

std::string version_of(const state::ScimResource& resource)
{
    return "W/\"" + std::to_string(resource.version) + "\"";
}

bool names_version(const std::string& header, const state::ScimResource& resource)
{
    const std::string version = "\"" + std::to_string(resource.version) + "\"";
    std::size_t at = 0;
    while (at < header.size()) {
        const std::size_t end = std::min(header.find(',', at), header.size());
        auto one = std::string_view{header}.substr(at, end - at);
        at = end + 1;
        one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/")) { // every version here is a weak one
            one.remove_prefix(2);
        }
        if (one == "*" || one == version) {
            return true;
        }
    }
    return false;
}

std::string new_id()
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::random_device device;
    std::uniform_int_distribution<std::size_t> any{0, 15};
    std::string id = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    for (char& c : id) {
        if (c == 'x') {
            c = digits[any(device)];
        } else if (c == 'y') {
            c = digits[8 + any(device) % 4];
        }
    }
    return id;
}

} // namespace rosterd::scim
