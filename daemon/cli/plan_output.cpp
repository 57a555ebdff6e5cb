#include "daemon/cli/plan_output.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

#include <date/tz.h>
#include <unistd.h>

#include "core/plan/render.hpp"
#include "daemon/cli/department_names.hpp"

namespace rosterd::cli
{

namespace
{

// Of the company's time zone, at the time of the plan.
std::chrono::minutes utc_offset(const config::Settings& settings, const model::Plan& plan)
{
    const date::time_zone* zone = date::locate_zone(settings.policy.time_zone);
    return std::chrono::floor<std::chrono::minutes>(zone->get_info(plan.created_at).offset);
}

std::string rendered(const model::Plan& plan, const std::string& format,
                     const plan::RenderOptions& options)
{
    if (format == "html") {
        return plan::render_html(plan, options);
    }
    return format == "csv" ? plan::render_csv(plan, options) : plan::render_text(plan, options);
}

model::Result<void> save_plan(const std::string& file, const model::Plan& plan,
                              std::chrono::minutes offset)
{
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    std::error_code ignored;
    if (out && std::filesystem::is_regular_file(file, ignored)) { // it names people
        using std::filesystem::perms;
        std::filesystem::permissions(file, perms::owner_read | perms::owner_write, ignored);
    }
    model::write_json(out, plan, offset);
    if (!out.flush()) {
        return model::fail(model::ErrorKind::transient, "could not write " + file,
                           "a folder that exists, with room, and may be written to");
    }
    return {};
}

} // namespace

model::Result<void> give_plan(const Globals& globals, const PlanArguments& arguments,
                              const config::Settings& settings, state::Store& store,
                              const model::Plan& plan)
{
    const std::chrono::minutes offset = utc_offset(settings, plan);
    if (!arguments.out.empty()) {
        if (auto saved = save_plan(arguments.out, plan, offset); !saved) {
            return saved;
        }
    }
    if (globals.json || arguments.format == "json") {
        model::write_json(std::cout, plan, offset);
        return {};
    }
    plan::RenderOptions options;
    options.language =
        model::language_of(arguments.language.empty() ? settings.language : arguments.language);
    options.colour = colour_on(STDOUT_FILENO);
    options.company = settings.company;
    options.dept_names = department_names(store, settings.policy.root_dept_id);
    options.utc_offset = offset;
    options.read_at = store.mirror().completed_at();
    std::cout << rendered(plan, arguments.format, options);
    return {};
}

} // namespace rosterd::cli
