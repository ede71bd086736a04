"""Clinic values from a day on, letters, countersigning, the limb of a score, what a note was compared with."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models
from patients.archive import FreezeRows, ThawRows

SIGNED = 'OLD.signed_at IS NOT NULL'
NOTE = ['kind', 'findings', 'plan', 'catalogue_version', 'contact_at', 'author_id', 'signed_at', 'signed_by_id']
SCORE = ['instrument', 'version', 'answers', 'labels', 'score', 'status', 'collected_on']
LETTER = [
    'red_flag_id', 'addressee', 'urgency', 'history', 'findings', 'scores', 'phoned_at', 'phoned_whom',
    'patient_copy_given', 'safety_net_given', 'author_id', 'drafted_at', 'sent_at', 'sent_by_id', 'signed_as',
]


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_freeze_signed_notes_and_scores'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ThawRows('assessments_examination', NOTE, when=SIGNED),
        ThawRows('assessments_outcomescore', SCORE),
        migrations.AddField(
            model_name='examination',
            name='based_on',
            field=models.ForeignKey(blank=True, help_text='The note it is compared with.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.examination'),
        ),
        migrations.AddField(
            model_name='examination',
            name='changes',
            field=models.JSONField(blank=True, default=dict, help_text='Field id → the version that last changed it.'),
        ),
        migrations.AddField(
            model_name='examination',
            name='countersign_by',
            field=models.ForeignKey(blank=True, help_text='Who supervised the student that signed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='examination',
            name='reading',
            field=models.JSONField(blank=True, help_text='What the rules said when it was signed, as kept.', null=True),
        ),
        migrations.AddField(
            model_name='examination',
            name='saved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='based_on',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The note it is compared with.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='assessments.examination'),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='changes',
            field=models.JSONField(blank=True, default=dict, help_text='Field id → the version that last changed it.'),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='countersign_by',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Who supervised the student that signed.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='reading',
            field=models.JSONField(blank=True, help_text='What the rules said when it was signed, as kept.', null=True),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='saved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outcomescore',
            name='side',
            field=models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right')], help_text='Of measures that are taken per limb.', max_length=5),
        ),
        migrations.AddField(
            model_name='redflag',
            name='examination',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='red_flags', to='assessments.examination'),
        ),
        migrations.AlterField(
            model_name='outcomescore',
            name='by',
            field=models.CharField(choices=[('patient', 'Patient'), ('proxy', 'Somebody for the patient'), ('clinician', 'Clinician')], max_length=9),
        ),
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_as', models.CharField(max_length=160, verbose_name='name and registration when signed')),
                ('remark', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('examination', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='countersignature', to='assessments.examination')),
            ],
        ),
        migrations.CreateModel(
            name='EscalationLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('addressee', models.CharField(blank=True, max_length=200, verbose_name='to')),
                ('urgency', models.CharField(help_text='Level and rule, in words.', max_length=200)),
                ('history', models.TextField(blank=True, help_text='120 words at most.')),
                ('findings', models.TextField(blank=True, verbose_name='objective findings')),
                ('scores', models.TextField(blank=True, verbose_name='Wells, Ottawa or Pittsburgh')),
                ('phoned_at', models.DateTimeField(blank=True, null=True, verbose_name='phoned at')),
                ('phoned_whom', models.CharField(blank=True, max_length=120, verbose_name='spoke to')),
                ('patient_copy_given', models.BooleanField(null=True)),
                ('safety_net_given', models.BooleanField(null=True, verbose_name='safety-net advice given')),
                ('drafted_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('signed_as', models.CharField(blank=True, max_length=160, verbose_name='name and registration when sent')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('red_flag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='assessments.redflag')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-drafted_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('sent_by__isnull', False), models.Q(('signed_as', ''), _negated=True), models.Q(('addressee', ''), _negated=True)), _connector='OR'), name='letter_sent_with_name'), models.UniqueConstraint(condition=models.Q(('sent_at__isnull', True)), fields=('red_flag',), name='letter_one_draft_a_flag')],
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('effective_from', models.DateField(unique=True)),
                ('values', models.JSONField(blank=True, default=dict, help_text='Rule id → value as text.')),
                ('why', models.TextField(verbose_name='reason')),
                ('reviewed_on', models.DateField()),
                ('review_by', models.DateField()),
                ('signed_at', models.DateTimeField()),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-effective_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reviewed_on__lt', models.F('review_by'))), name='rule_set_reviewed_before_next_review')],
            },
        ),
        FreezeRows(
            'assessments_examination',
            [*NOTE, 'episode_id', 'reading', 'based_on_id', 'signed_as', 'countersign_by_id'],
            when=SIGNED,
        ),
        FreezeRows('assessments_outcomescore', [*SCORE, 'episode_id', 'side', 'answered', 'by', 'recorded_by_id', 'recorded_at']),
        FreezeRows('assessments_countersignature', ['examination_id', 'by_id', 'signed_as', 'remark', 'at']),
        FreezeRows('assessments_escalationletter', LETTER, when='OLD.sent_at IS NOT NULL'),
        FreezeRows('assessments_ruleset', ['effective_from', 'values', 'why', 'reviewed_on', 'review_by', 'signed_by_id', 'signed_at']),
    ]
