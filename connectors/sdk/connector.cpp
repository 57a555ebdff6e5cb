#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

model::Result<std::size_t> Connector::accept_push(const model::Json&) const
{
    return model::fail(model::ErrorKind::not_found, "this source's connector takes no pushes",
                       "push to a source with `connector: push`");
}

} // namespace rosterd::sdk
