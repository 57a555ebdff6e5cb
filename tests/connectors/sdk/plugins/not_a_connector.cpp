// A shared object like any.
extern "C" int answer()
{
    return 42;
}
