// The limit of "ledger bench http": the web server of a node, which reads the whole request and answers bytes that are already in memory.
// POST /{length} answers 201, GET /{length} answers 200, both with a body of that length.
const int MostBytes = 1 << 20;
var bytes = new byte[MostBytes];
Array.Fill(bytes, (byte)' ');

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false); // As in a node.
await using var app = builder.Build();
app.MapPost("/{length:int:range(0,1048576)}", async context =>
{
    var body = context.Request.BodyReader;
    for (var read = await body.ReadAsync(context.RequestAborted); ; read = await body.ReadAsync(context.RequestAborted))
    {
        body.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
        {
            break;
        }
    }

    context.Response.StatusCode = StatusCodes.Status201Created;
    await AnswerAsync(context);
});
app.MapGet("/{length:int:range(0,1048576)}", AnswerAsync);
await app.StartAsync();
Console.WriteLine(app.Urls.First());

// The caller holds the other end of standard input, so the server never outlives it.
await Console.In.ReadToEndAsync();
await app.StopAsync();

Task AnswerAsync(HttpContext context)
{
    var length = int.Parse((string)context.Request.RouteValues["length"]!, System.Globalization.CultureInfo.InvariantCulture); // Not null: part of the route.
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = length;
    return context.Response.Body.WriteAsync(bytes.AsMemory(0, length), context.RequestAborted).AsTask();
}
