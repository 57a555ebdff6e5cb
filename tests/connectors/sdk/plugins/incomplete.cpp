// Somebody forgot to link what it uses.
namespace acme
{
int missing(int question);
}

extern "C" int rosterd_connector_plugin()
{
    return acme::missing(42);
}
