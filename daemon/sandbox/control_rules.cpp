#include "daemon/sandbox/control_rules.hpp"

namespace rosterd::sandbox
{

model::Result<model::Json> control_rules(Parts& parts, const http::HttpServerRequest& request)
{
    if (request.method == "POST") {
        const auto wanted = model::Json::parse(request.body, nullptr, false);
        if (!wanted.is_object()) {
            return model::fail(model::ErrorKind::invalid, "the body is no JSON object of rules",
                               R"(send {"RULE": VALUE, ...})");
        }
        auto rules = parts.rules;
        for (const auto& [name, value] : wanted.items()) {
            if (auto set = set_rule(rules, name, value); !set) {
                return tl::unexpected{set.error()};
            }
        }
        parts.rules = std::move(rules);
    }
    return describe_rules(parts.rules);
}

} // namespace rosterd::sandbox
