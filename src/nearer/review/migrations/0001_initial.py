from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('mark', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('owner', models.CharField(max_length=64, unique=True)),
                ('sealed', models.BinaryField()),
            ],
        ),
    ]
