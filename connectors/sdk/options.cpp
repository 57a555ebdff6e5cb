#include "connectors/sdk/options.hpp"

#include <filesystem>

namespace rosterd::sdk
{

std::string text_option(const ConnectorContext& context, const std::string& name,
                        const std::string& otherwise)
{
    const auto found = context.options.find(name);
    if (found == context.options.end() || found->is_null()) {
        return otherwise;
    }
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string path_option(const ConnectorContext& context, const std::string& name,
                        const std::string& otherwise, const std::string& base)
{
    const std::filesystem::path path = text_option(context, name, otherwise);
    const std::filesystem::path from = base.empty() ? context.base_dir : base;
    return (from / path).lexically_normal().string();
}

model::Result<void> read_duration_option(const ConnectorContext& context, const std::string& name,
                                         model::Duration& to)
{
    const std::string text = text_option(context, name);
    const auto duration = model::parse_duration(text);
    if (!text.empty() && !duration) {
        return model::fail(model::ErrorKind::invalid, "`" + name + "` is \"" + text + "\"",
                           "write a duration such as 500ms, 1s or 2m");
    }
    to = duration.value_or(to);
    return {};
}

model::Result<Completeness> completeness_option(const ConnectorContext& context,
                                                Completeness otherwise)
{
    const std::string text = text_option(context, "completeness");
    if (text.empty()) {
        return otherwise;
    }
    if (text == "complete") {
        return Completeness::complete;
    }
    if (text == "changes") {
        return Completeness::changes;
    }
    return model::fail(model::ErrorKind::invalid, "`completeness` is \"" + text + "\"",
                       "write complete (who is missing is gone) or changes");
}

} // namespace rosterd::sdk
