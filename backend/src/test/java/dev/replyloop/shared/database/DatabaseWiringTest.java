package dev.replyloop.shared.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.PostgresResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DatabaseWiringTest {

    private static final String WHERE_AND_WHO =
            "SELECT current_user || '@' || current_database() || ':' || inet_server_port()";

    @Inject
    Pool pool;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void bothPoolsWorkOnTheOneDatabaseThatIsSet() throws SQLException {
        String reactive = pool.query(WHERE_AND_WHO)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .indefinitely();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHERE_AND_WHO)) {
            row.next();
            assertEquals(row.getString(1), reactive);
        }
    }
}
